# Sets JAVA_HOME to a JDK 25, or says in one sentence what to install. Sourced by ./mvnw and ./donmai.

donmai_is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while read -r _line; do
    case $_line in
    'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

donmai_find_jdk() {
  _path_jdk=
  if command -v javac >/dev/null 2>&1; then
    _javac=$(command -v javac)
    _javac=$(readlink -f "$_javac" 2>/dev/null || printf '%s' "$_javac")
    _path_jdk=${_javac%/bin/javac}
  fi
  for _candidate in "${DONMAI_JAVA_HOME:-}" "${JAVA_HOME:-}" "$_path_jdk" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$_candidate" ] && donmai_is_jdk25 "$_candidate"; then
      JAVA_HOME=$_candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "Donmai needs a JDK 25: install one (for example Eclipse Temurin 25) or point DONMAI_JAVA_HOME at it." >&2
  return 1
}
