#!/bin/sh
# Prove the package in a fresh Debian: install, run, upgrade, remove, purge; what users wrote survives.
# usage (as root): packaging/linux/prove.sh [PACKAGE.deb]
# MIRROR is where Debian's packages come from; FRESH is the folder of the fresh Debian (made anew each time).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
package=${1:-$(ls "$here"/../../build/linux/taetpaa_*_amd64.deb)}
mirror=${MIRROR:-http://deb.debian.org/debian}
fresh=${FRESH:-/tmp/taetpaa-fresh-debian}

say() { printf '\n== %s\n' "$*"; }
inside() { chroot "$fresh" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { inside su -s /bin/sh caseworker -c "cd && $*"; }
must_be_gone() { for path in "$@"; do [ ! -e "$fresh$path" ] || { echo "still there: $path"; exit 1; }; done; }
cleared() { umount "$fresh/proc" 2>/dev/null || true; }
trap cleared EXIT

say "the package as Debian reads it: no error beyond the listed overrides"
size=$(stat -c %s "$package")
echo "$(basename "$package"): $size bytes"
[ "$size" -le 80000000 ] || exit 1
lintian --allow-root --fail-on error "$package"

say "a fresh Debian"
cleared
rm -rf "$fresh"
debootstrap --variant=minbase bookworm "$fresh" "$mirror" > "$fresh.log" 2>&1 || { tail -5 "$fresh.log"; exit 1; }
[ -z "${APT_CONF:-}" ] || cp "$APT_CONF" "$fresh/etc/apt/apt.conf.d/90proof"
mount -t proc proc "$fresh/proc"
inside cat /etc/debian_version
inside useradd --create-home caseworker
mkdir -p "$fresh/proof" && cp "$package" "$fresh/proof/taetpaa.deb"

say "install"
inside apt-get -q update > "$fresh.log" 2>&1
inside apt-get -q -y --no-install-recommends install /proof/taetpaa.deb >> "$fresh.log" 2>&1 || { tail -20 "$fresh.log"; exit 1; }
inside dpkg-query -W -f '${Package} ${Version} ${Status}\n' taetpaa
inside dpkg --verify taetpaa && echo "every file is as it was packed"
installed=$(du -s --apparent-size --block-size=1000000 "$fresh/usr/lib/taetpaa" | cut -f1)
echo "installed: $installed MB"
[ "$installed" -le 230 ] || exit 1
[ ! -e "$fresh/usr/bin/python3" ] && echo "no Python of the system is there"

say "run: --smoke"
as_user "taetpaa --smoke"

say "run: the main job without a window"
as_user "printf 'fire ord og et mellemrum\n' > pass && chmod 600 pass"
as_user "taetpaa --passphrase-file pass init"
as_user "taetpaa --passphrase-file pass demo"
as_user "taetpaa --passphrase-file pass plan 2025-0001 --edition family --out plan.pdf"
as_user "taetpaa --passphrase-file pass check"
as_user "head -c 5 plan.pdf && stat -c ' %s bytes' plan.pdf"

say "policy of the machine"
mkdir -p "$fresh/etc/taetpaa" && echo 'idle_lock_minutes = 5' > "$fresh/etc/taetpaa/policy.toml"
as_user "taetpaa policy" | head -4
echo 'idle_lock_minute = 5' > "$fresh/etc/taetpaa/policy.toml"
as_user "taetpaa policy 2>&1 > faulty.txt" && grep -h 'idle_lock\|export_readable' "$fresh/home/caseworker/faulty.txt" | grep -v '^ '
echo 'idle_lock_minutes = 5' > "$fresh/etc/taetpaa/policy.toml"

say "the example of a profile, and who signed it"
as_user "taetpaa profile check /usr/share/doc/taetpaa/eksempel-profil"

say "upgrade"
rm -rf "$fresh/proof/newer"
dpkg-deb -R "$package" "$fresh/proof/newer"
sed -i 's/^Version: .*/&+1/' "$fresh/proof/newer/DEBIAN/control"
dpkg-deb -Zgzip -z1 --root-owner-group -b "$fresh/proof/newer" "$fresh/proof/newer.deb" > /dev/null
rm -rf "$fresh/proof/newer"
inside dpkg -i /proof/newer.deb > "$fresh.log" 2>&1 || { tail -20 "$fresh.log"; exit 1; }
inside dpkg-query -W -f '${Package} ${Version} ${Status}\n' taetpaa
as_user "taetpaa --passphrase-file pass check"

say "remove"
kept() { (cd "$fresh" && find home/caseworker etc/taetpaa -type f -exec sha256sum {} + | sort); }
before=$(kept)
inside dpkg --remove taetpaa > "$fresh.log" 2>&1
must_be_gone /usr/bin/taetpaa /usr/lib/taetpaa /usr/share/applications/taetpaa.desktop /usr/share/doc/taetpaa
[ "$before" = "$(kept)" ] && echo "the store, the papers and IT's policy are byte for byte as they were"

say "purge"
inside dpkg --purge taetpaa > "$fresh.log" 2>&1
[ "$before" = "$(kept)" ] && echo "and after purging too"

portable=$(ls "$(dirname "$package")"/taetpaa-*-linux-x86_64.tar.gz 2>/dev/null || true)
if [ -n "$portable" ]; then
  say "the portable folder, with nothing installed"
  mkdir -p "$fresh/home/caseworker/portable"
  tar -xzf "$portable" -C "$fresh/home/caseworker/portable" --strip-components=1 --no-same-owner
  as_user "portable/taetpaa --smoke"
  as_user "portable/taetpaa --passphrase-file pass cases" | head -2
fi

say "install again: the store still opens"
inside dpkg -i /proof/taetpaa.deb > "$fresh.log" 2>&1
as_user "taetpaa --passphrase-file pass cases" | head -3
say "all of it passed"
