# Gives the decoder a world of its own: no network, no other process, no file but the code it runs, nothing writable.
# Called inside fresh namespaces as: sh cage.sh <path to show>... -- <command>...
set -eu
root=/sys
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev cage "$root"
for place in /usr /bin /sbin /lib /lib64 /nix/store "$@"; do
  [ "$place" = -- ] && break
  if [ -L "$place" ]; then ln -s "$(readlink "$place")" "$root$place"
  elif [ -d "$place" ]; then mkdir -p "$root$place"; mount --bind -o ro,nosuid,nodev "$place" "$root$place"
  elif [ -f "$place" ]; then mkdir -p "$root${place%/*}"; : > "$root$place"; mount --bind -o ro,nosuid,nodev "$place" "$root$place"
  fi
done
while [ "$1" != -- ]; do shift; done
shift
mkdir -p "$root/proc" "$root/old"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . old
umount -l /old
cd /
# No core dump of anybody's picture, no file writes, no endless loop.
ulimit -c 0
ulimit -f 0
ulimit -t 300
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
