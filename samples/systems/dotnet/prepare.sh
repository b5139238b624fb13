#!/bin/sh
# The three ways to publish a .NET program, by the parts of them that tell its packages. Out of the SDK of this machine come the list of the
# shared runtime and the host of single files, in which the place of the bundle is set, as the SDK does when it publishes one.
set -e
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
shared=$(find "$dotnet/shared/Microsoft.NETCore.App" -mindepth 1 -maxdepth 1 -type d | sort -V | tail -n 1)
to=rootfs/usr/share/dotnet/shared/Microsoft.NETCore.App/$(basename "$shared")
mkdir -p "$to" rootfs/srv/own
cp "$shared/Microsoft.NETCore.App.deps.json" "$to/"
printf 'x' >"$to/libcoreclr.so"
printf 'x' >rootfs/srv/own/libcoreclr.so
cat >rootfs/srv/own/own.deps.json <<'END'
{"runtimeTarget":{"name":".NETCoreApp,Version=v10.0/linux-x64"},"targets":{".NETCoreApp,Version=v10.0/linux-x64":{"own/1.0.0":{"dependencies":{"Newtonsoft.Json":"12.0.3","runtimepack.Microsoft.NETCore.App.Runtime.linux-x64":"10.0.0"},"runtime":{"own.dll":{}}},"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0":{"runtime":{"System.Runtime.dll":{"assemblyVersion":"10.0.0.0"}}},"Newtonsoft.Json/12.0.3":{"runtime":{"lib/netstandard2.0/Newtonsoft.Json.dll":{"assemblyVersion":"12.0.0.0"}}}}},"libraries":{"own/1.0.0":{"type":"project","serviceable":false,"sha512":""},"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.0":{"type":"runtimepack","serviceable":false,"sha512":""},"Newtonsoft.Json/12.0.3":{"type":"package","serviceable":true,"sha512":"sha512-x"}}}
END
host=$(find "$dotnet/packs" -name singlefilehost | sort -V | tail -n 1)
perl -0777 -pe 's/\x00{8}(?=\x8b\x12\x02\xb9\x6a\x61\x20\x38\x72\x7b\x93\x02)/\x10\x20\x30\x04\x00\x00\x00\x00/' "$host" >single
chmod 755 single
