// Package place tells whether a data file lies where it is at risk: on a network
// drive, or in a folder that a program keeps alike on several machines.
package place

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"openday/app/words"
)

// Kind is what puts a file at risk.
type Kind string

// The kinds of places.
const (
	Safe    Kind = ""
	Network Kind = "network" // a drive of another machine
	Synced  Kind = "synced"  // a folder that is kept alike on several machines
)

// Finding is where a file lies.
type Finding struct {
	Kind    Kind
	Service string // the program that copies a synced folder, such as OneDrive
}

// Trouble says in three sentences what is wrong with the place, why, and what to
// do. All are empty where the place is safe.
func (f Finding) Trouble() (what, why, remedy string) {
	switch f.Kind {
	case Network:
		what = words.T("The data lies on a network drive")
		why = words.T("Network drives do not lock files reliably. When the connection breaks, or two computers write at once, the data can be damaged.")
	case Synced:
		what = words.T("The data lies in a folder that %s keeps alike on several computers", f.Service)
		why = words.T("It copies the file while the program writes in it, and can put an older or half-written one in its place. The names and numbers in it also leave this computer.")
	default:
		return "", "", ""
	}
	return what, why, words.T("Move the data to this computer's own disk: back it up (File → Back up…), start the program that is installed on this computer, and restore the copy there (File → Restore…).")
}

// Look tells where a file lies. What cannot be found out counts as safe.
func Look(file string) Finding {
	whole, err := filepath.Abs(file)
	if err != nil {
		return Finding{}
	}
	if real, err := filepath.EvalSymlinks(filepath.Dir(whole)); err == nil {
		whole = filepath.Join(real, filepath.Base(whole))
	}
	if onNetwork(whole) {
		return Finding{Kind: Network}
	}
	if service := syncedBy(whole, syncedFolders()); service != "" {
		return Finding{Kind: Synced, Service: service}
	}
	return Finding{}
}

// services are the programs that keep folders alike, by what they call their
// folders when nobody renames them.
var services = map[string]string{
	"onedrive": "OneDrive", "dropbox": "Dropbox",
	"icloud drive": "iCloud", "iclouddrive": "iCloud", "com~apple~clouddocs": "iCloud",
	"google drive": "Google Drive", "googledrive": "Google Drive",
	"nutstore": "坚果云", "nutstore files": "坚果云", "坚果云": "坚果云", "我的坚果云": "坚果云",
	"baidusyncdisk": "百度网盘", "baidunetdisksync": "百度网盘", "百度网盘同步空间": "百度网盘",
	"wpsdrive": "WPS 云盘", "wps云盘": "WPS 云盘", "wps 云盘": "WPS 云盘", "wps cloud files": "WPS 云盘",
}

// syncedBy names the program that copies a file to other machines: by the
// folders that it has told the system of, else by the usual names of folders.
func syncedBy(file string, folders map[string]string) string {
	for folder, service := range folders {
		if inside(file, folder) {
			return service
		}
	}
	parts := strings.FieldsFunc(file, func(r rune) bool { return r == '/' || r == '\\' })
	for _, part := range parts[:max(0, len(parts)-1)] { // the last is the file itself
		part = strings.ToLower(part)
		if service := services[part]; service != "" {
			return service
		}
		if name, _, ok := strings.Cut(part, " - "); ok && name == "onedrive" { // OneDrive - 县民政局
			return "OneDrive"
		}
	}
	return ""
}

// isShare tells a share of another machine (\\SERVER\share, \\?\UNC\SERVER\share)
// from a drive of this one (C:, \\?\C:) by the first part of a path on Windows.
func isShare(volume string) bool {
	volume = strings.ReplaceAll(volume, "/", `\`)
	if rest, ok := strings.CutPrefix(volume, `\\?\`); ok {
		return strings.HasPrefix(strings.ToUpper(rest), `UNC\`)
	}
	return strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\.\`)
}

// inside reports whether a file lies in or below a folder.
func inside(file, folder string) bool {
	way, err := filepath.Rel(strings.ToLower(folder), strings.ToLower(file))
	return err == nil && way != ".." && !strings.HasPrefix(way, ".."+string(filepath.Separator))
}

// syncedFolders are the folders that programs have told the system of.
func syncedFolders() map[string]string {
	all := map[string]string{}
	for _, name := range []string{"OneDrive", "OneDriveConsumer", "OneDriveCommercial"} {
		if folder := os.Getenv(name); filepath.IsAbs(folder) {
			all[folder] = "OneDrive"
		}
	}
	for _, settings := range dropboxSettings() {
		content, err := os.ReadFile(settings)
		if err != nil {
			continue // not installed
		}
		for _, folder := range dropboxFolders(content) {
			all[folder] = "Dropbox"
		}
	}
	return all
}

func dropboxSettings() []string {
	var all []string
	for _, base := range []string{os.Getenv("APPDATA"), os.Getenv("LOCALAPPDATA")} {
		if base != "" {
			all = append(all, filepath.Join(base, "Dropbox", "info.json"))
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		all = append(all, filepath.Join(home, ".dropbox", "info.json"))
	}
	return all
}

// dropboxFolders reads the folders of the accounts in Dropbox's info.json.
func dropboxFolders(content []byte) []string {
	var accounts map[string]struct{ Path string }
	if json.Unmarshal(content, &accounts) != nil {
		return nil
	}
	var all []string
	for _, a := range accounts {
		if filepath.IsAbs(a.Path) {
			all = append(all, a.Path)
		}
	}
	return all
}
