#!/bin/sh
# Writes caches of the classes that a daemon, a worker and a command load, so that each is up in about half the time. They hold for the
# JDK that wrote them and for these very JARs; bin/donmai and the daemon pass over caches of another JDK. Run it again after an update.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd -P)
if [ -x "$home/jre/bin/java" ]; then
  jdk=$home/jre
else
  . "$home/lib/find-jdk.sh"
  donmai_find_jdk || exit 1
  jdk=$JAVA_HOME
fi
work=$(mktemp -d)
daemon=
finish() {
  [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || :
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# A copy is trained: nobody else starts with flags that write. Copied times count, a cache knows its JARs by them.
cp -Rp "$home" "$work/donmai"
rm -rf "$work/donmai/lib/aot"
donmai=$work/donmai/bin/donmai
mkdir "$work/aot" "$work/state"
cp "$jdk/release" "$work/aot/release"
echo "-XX:AOTCacheOutput=$work/aot/agent.aot" >>"$work/donmai/lib/agent.jvmargs"

unset DONMAI_DAEMON_URL RENSEI_DAEMON_URL
DONMAI_STATE_HOME=$work/state
export DONMAI_STATE_HOME
git init -q "$work/repository"
git -C "$work/repository" -c user.name=Donmai -c user.email=donmai@localhost commit -q --allow-empty -m Begin
cat >"$work/state/daemon.yaml" <<EOF
apiVersion: rensei.dev/v1
kind: LocalDaemon
machine: {id: training}
projects:
  - {id: repository, repository: "file://$work/repository"}
EOF

DONMAI_JAVA_OPTIONS=-XX:AOTCacheOutput=$work/aot/daemon.aot "$donmai" daemon run --port auto >"$work/daemon.log" 2>&1 &
daemon=$!
tries=600
until [ -s "$work/state/daemon.addr" ]; do
  tries=$((tries - 1))
  if [ $tries -eq 0 ] || ! kill -0 $daemon 2>/dev/null; then
    cat "$work/daemon.log" >&2
    echo "train.sh: the daemon did not start" >&2
    exit 1
  fi
  sleep 0.1
done
DONMAI_JAVA_OPTIONS=-XX:AOTCacheOutput=$work/aot/client.aot \
  "$donmai" session run --repo repository --agent stub --prompt "Say nothing" >"$work/client.log" 2>&1 || {
  cat "$work/client.log" "$work/daemon.log" >&2
  echo "train.sh: the session did not end well" >&2
  exit 1
}
kill $daemon
wait $daemon || :
daemon=

for cache in daemon agent client; do
  if [ ! -s "$work/aot/$cache.aot" ]; then
    cat "$work/daemon.log" "$work/client.log" >&2
    echo "train.sh: the JVM wrote no $cache.aot" >&2
    exit 1
  fi
done
cp -R "$work/aot" "$home/lib/aot.new"
rm -rf "$home/lib/aot"
mv "$home/lib/aot.new" "$home/lib/aot"
