#!/bin/sh
# The agent of `donmai quickstart`. It stands for a coding agent: it reads the prompt on standard input, works in the
# checkout it was started in, says what it does, and commits.
set -eu

prompt=$(cat)
echo "I was asked: $(printf '%s\n' "$prompt" | head -n 1)"

file=NOTES.md
echo "I add a line to $file."
printf 'Hello from a Donmai session, %s.\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >>"$file"

# Where nobody has said who commits.
git config user.name >/dev/null || git config user.name "Quickstart agent"
git config user.email >/dev/null || git config user.email "agent@localhost"
git add -- "$file"
git -c commit.gpgsign=false commit -q -m "Say hello in $file"
echo "I committed $(git rev-parse --short HEAD)."
