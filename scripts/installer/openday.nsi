; The Windows installer: for one user, without an administrator. nsis.sh calls makensis with
;   VERSION 1.2.3.4  PROGRAM openday.exe  OUTPUT installer.exe  ICON, PANEL (a picture)  LICENSE  SIGN (a script)
; and QUICK where the size does not matter.
; Silent: installer.exe /S [/LANG=2052|1033] [/D=FOLDER, last and without quotes] and uninstall.exe /S.
; Exit status: 0 done, 1 cancelled, 2 failed, 3 the program is running, 4 a newer version is installed, 5 Windows too old.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh

!define FAILED 2
!define RUNNING 3
!define NEWER 4
!define OLD_WINDOWS 5
; How long a silent run waits for the program to end, in half seconds.
!define PATIENCE 20

!define APPS "Software\Microsoft\Windows\CurrentVersion\Uninstall\OpenDay"
; One name in every language, so that an upgrade in another language finds its entries again.
!define LINK "政务开放日.lnk"
!define DATA "$LOCALAPPDATA\OpenDay"
!define PREFERENCES "$APPDATA\fyne\cn.openday.desktop"
!define PUBLISHER "OpenDay maintainers"
; Hand-over files, which a double-click opens.
!define KIND "OpenDay.HandOver"
!define CLASSES "Software\Classes"

Name "$(Title)"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\OpenDay"
BrandingText "OpenDay ${VERSION}"
; A file that cannot be written ends the installation: half a program is none.
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}"
VIFileVersion "${VERSION}"
!macro Info LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} ProductName "政务开放日 OpenDay"
  VIAddVersionKey /LANG=${LANGUAGE} CompanyName "${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "MIT License, ${PUBLISHER}"
  VIAddVersionKey /LANG=${LANGUAGE} FileDescription "政务开放日 OpenDay 安装程序"
  VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
!macroend

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PANEL}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(WelcomeText)"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_PRE skipWhenUpgrading
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\openday.exe"
!insertmacro MUI_PAGE_FINISH

!define MUI_COMPONENTSPAGE_NODESC
!define MUI_PAGE_HEADER_TEXT "$(UnTitle)"
!define MUI_PAGE_HEADER_SUBTEXT "$(UnSubtitle)"
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(UnText)"
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST "$(UnList)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.hideSpace
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE un.confirmData
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

; The first language is also that of systems in neither.
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English
SetFont /LANG=${LANG_SIMPCHINESE} "Microsoft YaHei UI" 9
!insertmacro Info ${LANG_SIMPCHINESE}
!insertmacro Info ${LANG_ENGLISH}
!include strings.nsh

!macro onInit
  ; The system's language holds unless the command line names another: 2052 Chinese, 1033 English.
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $1
  ${EndIf}
!macroend

; The shell looks at the kinds of files again.
!macro tellShell
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

; Stop STATUS: ends a run that has said why.
!macro Stop STATUS
  SetErrorLevel ${STATUS}
  Quit
!macroend

; Windows lets nobody write to a program that is running. Says so until it has ended or the person gives up.
!macro waitUntilClosed UN
Function ${UN}waitUntilClosed
  StrCpy $2 ${PATIENCE}
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\openday.exe"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\openday.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    ${If} ${Silent}
      IntOp $2 $2 - 1
      ${If} $2 <= 0
        !insertmacro Stop ${RUNNING}
      ${EndIf}
      Sleep 500
    ${ElseIf} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" IDCANCEL`
      !insertmacro Stop ${RUNNING}
    ${EndIf}
  ${Loop}
FunctionEnd
!macroend
!insertmacro waitUntilClosed ""
!insertmacro waitUntilClosed "un."

Function .onInit
  !insertmacro onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OldWindows)" /SD IDOK
    !insertmacro Stop ${OLD_WINDOWS}
  ${EndIf}
  ReadRegStr $0 HKCU "${APPS}" DisplayVersion
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_OK|MB_ICONSTOP "$(Newer)" /SD IDOK
      !insertmacro Stop ${NEWER}
    ${EndIf}
    ; An upgrade goes where the older version is, so that no second one stays behind.
    ReadRegStr $INSTDIR HKCU "${APPS}" InstallLocation
  ${EndIf}
FunctionEnd

Function skipWhenUpgrading
  ReadRegStr $0 HKCU "${APPS}" DisplayVersion
  ${If} $0 != ""
    Abort
  ${EndIf}
FunctionEnd

Section
  Call waitUntilClosed
  SetOutPath "$INSTDIR"
  ; The new program stands whole beside the old one before it takes its place.
  File "/oname=openday.exe.new" "${PROGRAM}"
  ClearErrors
  Delete "$INSTDIR\openday.exe"
  Rename "$INSTDIR\openday.exe.new" "$INSTDIR\openday.exe"
  ${If} ${Errors}
    Delete "$INSTDIR\openday.exe.new"
    MessageBox MB_OK|MB_ICONSTOP "$(NotReplaced)" /SD IDOK
    !insertmacro Stop ${FAILED}
  ${EndIf}
  File "/oname=LICENSE.txt" "${LICENSE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${LINK}" "$INSTDIR\openday.exe"
  ; Who has removed the desktop entry does not get it back with an upgrade.
  ReadRegStr $0 HKCU "${APPS}" DisplayVersion
  ${If} $0 == ""
    CreateShortcut "$DESKTOP\${LINK}" "$INSTDIR\openday.exe"
  ${EndIf}

  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(HandOver)"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\openday.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\openday.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.openday" "" "${KIND}"
  !insertmacro tellShell

  ${GetSize} "$INSTDIR" "/S=0K /G=0" $0 $1 $2
  WriteRegStr HKCU "${APPS}" DisplayName "政务开放日 OpenDay"
  WriteRegStr HKCU "${APPS}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${APPS}" Publisher "${PUBLISHER}"
  WriteRegStr HKCU "${APPS}" DisplayIcon "$INSTDIR\openday.exe,0"
  WriteRegStr HKCU "${APPS}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${APPS}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${APPS}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${APPS}" EstimatedSize $0
  WriteRegDWORD HKCU "${APPS}" NoModify 1
  WriteRegDWORD HKCU "${APPS}" NoRepair 1
SectionEnd

Function un.onInit
  !insertmacro onInit
FunctionEnd

Section "un.$(UnProgram)"
  SectionIn RO
  Call un.waitUntilClosed
  ; Only what the installer put there: the folder may have been chosen among a person's own files.
  ClearErrors
  Delete "$INSTDIR\openday.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(Running)" /SD IDOK
    !insertmacro Stop ${RUNNING}
  ${EndIf}
  Delete "$INSTDIR\openday.exe.new"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${LINK}"
  Delete "$DESKTOP\${LINK}"
  ReadRegStr $0 HKCU "${CLASSES}\.openday" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "${CLASSES}\.openday"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  !insertmacro tellShell
  RMDir /r "${DATA}\pdfium" ; the cache of the preview
  RMDir /r "${DATA}\opened" ; papers that other programs were given to show
  RMDir "${DATA}"            ; where nothing else was ever in it
  DeleteRegKey HKCU "${APPS}"
SectionEnd

Section /o "un.$(UnData)" deleteData
  RMDir /r "${DATA}"
  RMDir /r "${PREFERENCES}"
SectionEnd

; Uninstalling needs no space, and the page would say so.
Function un.hideSpace
  FindWindow $0 "#32770" "" $HWNDPARENT
  GetDlgItem $0 $0 1023
  ShowWindow $0 ${SW_HIDE}
FunctionEnd

Function un.confirmData
  ${If} ${SectionIsSelected} ${deleteData}
  ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(DeleteData)" IDNO`
    Abort ; back to the choice
  ${EndIf}
FunctionEnd

!finalize '"${SIGN}" "%1"' = 0
!uninstfinalize '"${SIGN}" "%1"' = 0
