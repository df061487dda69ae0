; The installer for Windows. Not built and not tried by us: there was no Windows at hand.
; On Windows, in the project's folder, with Python 3.11 and NSIS 3:
;     py -m venv .venv-package
;     .venv-package\Scripts\pip install -r requirements.txt -r packaging\requirements.txt
;     .venv-package\Scripts\python packaging\icons.py
;     .venv-package\Scripts\pyinstaller --noconfirm --workpath build\frozen --distpath build packaging\workbench.spec
;     build\workbench\workbench-console.exe --self-test
;     makensis packaging\windows.nsi
Unicode true
!include MUI2.nsh
!searchparse /file "..\workbench\__init__.py" `__version__ = "` VERSION `"`

Name "Claims Workbench"
OutFile "..\dist\claims-workbench-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Claims Workbench"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!define MUI_ICON "..\build\icons\workbench.ico"
!define MUI_UNICON "..\build\icons\workbench.ico"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ClaimsWorkbench"
!insertmacro MUI_PAGE_LICENSE "..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Claims Workbench"
  RMDir /r "$INSTDIR\_internal" ; of an earlier version
  SetOutPath "$INSTDIR"
  File /r "..\build\workbench\*"
  CreateShortcut "$SMPROGRAMS\Claims Workbench.lnk" "$INSTDIR\workbench.exe"
  WriteRegStr HKCU "Software\Classes\.workbench" "" "ClaimsWorkbench.Project"
  WriteRegStr HKCU "Software\Classes\ClaimsWorkbench.Project" "" "Claims Workbench project"
  WriteRegStr HKCU "Software\Classes\ClaimsWorkbench.Project\DefaultIcon" "" "$INSTDIR\workbench.exe,0"
  WriteRegStr HKCU "Software\Classes\ClaimsWorkbench.Project\shell\open\command" "" '"$INSTDIR\workbench.exe" "%1"'
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Claims Workbench"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Claims Workbench.lnk"
  DeleteRegKey HKCU "Software\Classes\.workbench"
  DeleteRegKey HKCU "Software\Classes\ClaimsWorkbench.Project"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; only what was put there: projects that somebody keeps in the folder stay
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\workbench.exe"
  Delete "$INSTDIR\workbench-console.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
