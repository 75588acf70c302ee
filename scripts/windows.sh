#!/usr/bin/env bash
# Makes openday.exe for 64-bit Windows from Linux, with its icon, version and manifest.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p out

version=$(scripts/version.sh) linked=$(scripts/version.sh ldflags)
IFS=.+ read -r major minor patch build <<<"$version"
version=$major.$minor.$patch.$build

cat >out/openday.manifest <<'XML'
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security><requestedPrivileges><requestedExecutionLevel level="asInvoker" uiAccess="false"/></requestedPrivileges></security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0" processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
XML
cat >out/versioninfo.json <<JSON
{
  "FixedFileInfo": {
    "FileVersion": {"Major": $major, "Minor": $minor, "Patch": $patch, "Build": $build},
    "ProductVersion": {"Major": $major, "Minor": $minor, "Patch": $patch, "Build": $build},
    "FileFlagsMask": "3f", "FileFlags": "00", "FileOS": "040004", "FileType": "01", "FileSubType": "00"
  },
  "StringFileInfo": {
    "CompanyName": "OpenDay maintainers",
    "FileDescription": "政务开放日 OpenDay",
    "FileVersion": "$version",
    "InternalName": "openday",
    "LegalCopyright": "MIT License, OpenDay maintainers",
    "OriginalFilename": "openday.exe",
    "ProductName": "政务开放日 OpenDay",
    "ProductVersion": "$version"
  },
  "VarFileInfo": {"Translation": {"LangID": "0804", "CharsetID": "04B0"}},
  "IconPath": "assets/icon/icon.ico",
  "ManifestPath": "out/openday.manifest"
}
JSON
# The linker takes every .syso that stands beside main.go and whose name fits the system it links for.
go tool goversioninfo -64 -o resource_windows_amd64.syso out/versioninfo.json
CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ \
  go build -trimpath -tags migrated_fynedo -ldflags "-H windowsgui -s -w $linked" -o openday.exe .
echo "made openday.exe, $(($(stat -c %s openday.exe) / 1000000)) MB"
