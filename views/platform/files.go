package platform

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app/paper"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// folders remembers the folder for each kind of file.
type folders struct{ prefs fyne.Preferences }

// keep remembers where a file of a kind lies.
func (f folders) keep(kind, file string) { f.prefs.SetString("folder."+kind, filepath.Dir(file)) }

// folder is where to begin: the last one of the kind, else the documents.
func (f folders) folder(kind string) string {
	folder := f.prefs.String("folder." + kind)
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return folder
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Documents", "文档"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}

// fyneChooser asks with Fyne's dialogs.
type fyneChooser struct {
	window fyne.Window
	folders
}

// openTitle is the heading of a dialog that asks for a file to read.
func openTitle(endings []string) string {
	return words.T("Open a file (%s)", strings.Join(endings, " "))
}

// fileKinds are what files are called by their ending.
var fileKinds = map[string]string{
	".xlsx": "Excel workbook", ".xlsm": "Excel workbook", ".xls": "Excel workbook", ".et": "WPS workbook", ".ods": "OpenDocument workbook", ".docx": "Word document",
	".htm": "Web page", ".html": "Web page", ".xml": "Table in XML",
	".csv": "Table as text", ".txt": "Text", ".pdf": "PDF document", ".png": "Picture",
	".jpg": "Picture", ".jpeg": "Picture", ".ics": "Calendar", ui.CopyEnding: "Copy of the data file",
}

// fileFilter is what a dialog of Windows takes for the kinds of files that it
// shows: pairs of words and patterns, each ended by a zero. all lets the person
// see other files, too.
func fileFilter(endings []string, all bool) string {
	var names, patterns []string
	for _, e := range endings {
		e = strings.ToLower(e)
		if slices.Contains(patterns, "*"+e) {
			continue // Windows does not tell large letters from small ones
		}
		patterns = append(patterns, "*"+e)
		if name := fileKinds[e]; name != "" && !slices.Contains(names, words.T(name)) {
			names = append(names, words.T(name))
		}
	}
	pattern := strings.Join(patterns, ";")
	filter := strings.TrimSpace(strings.Join(names, " / ")+" ("+pattern+")") + "\x00" + pattern + "\x00"
	if all {
		filter += words.T("All files") + " (*.*)\x00*.*\x00"
	}
	return filter
}

// Open asks for a file to read.
func (c fyneChooser) Open(kind string, endings []string, then func(file string)) {
	widgets.ShowOpenFile(c.window, openTitle(endings), c.folder(kind), endings, func(file string) {
		c.keep(kind, file)
		then(file)
	})
}

// listedFile is a file that can be chosen beside others.
type listedFile struct {
	name  string
	bytes int64
	at    time.Time
}

// filesIn returns the files of a folder with one of the endings, the newest first.
func filesIn(folder string, endings []string) []listedFile {
	entries, _ := os.ReadDir(folder) // what cannot be read has nothing to choose from
	var all []listedFile
	for _, e := range entries {
		info, err := e.Info()
		ours := slices.ContainsFunc(endings, func(ending string) bool { return strings.EqualFold(ending, filepath.Ext(e.Name())) })
		if err == nil && ours && info.Mode().IsRegular() {
			all = append(all, listedFile{e.Name(), info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b listedFile) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.name, b.name))
	})
	return all
}

// OpenSeveral asks for files to read. Fyne's own dialog takes one only, so the files
// of a folder are listed, to choose several with Ctrl and Shift.
func (c fyneChooser) OpenSeveral(kind string, endings []string, then func(files []string)) {
	folder := c.folder(kind)
	table := lists.NewTable(func(f listedFile) string { return f.name },
		lists.Column[listedFile]{ID: "name", Label: words.T("File name"), Width: 300, Stretch: true, Text: func(f listedFile) string { return f.name }},
		lists.Column[listedFile]{ID: "at", Label: words.T("Changed on"), Width: 150, Text: func(f listedFile) string { return f.at.Format("2006-01-02 15:04") },
			Sort: func(a, b listedFile) int { return a.at.Compare(b.at) }},
		lists.Column[listedFile]{ID: "size", Label: words.T("Size"), Width: 90, Text: func(f listedFile) string { return strconv.FormatInt((f.bytes+1023)/1024, 10) + " KB" },
			Sort: func(a, b listedFile) int { return cmp.Compare(a.bytes, b.bytes) }})
	table.SetEmpty(widget.NewLabel(words.T("There is no such file in this folder.")))
	where := widget.NewLabel("")
	where.Truncation = fyne.TextTruncateEllipsis
	show := func() {
		where.SetText(folder)
		table.SetRows(filesIn(folder, endings))
	}
	browse := widgets.NewButton(words.T("Another folder…"), func() {
		widgets.ShowOpenFolder(c.window, folder, func(chosen string) {
			folder = chosen
			show()
		})
	})
	take := func() {
		rows := table.Chosen()
		if len(rows) == 0 {
			return
		}
		files := make([]string, len(rows))
		for i, f := range rows {
			files[i] = filepath.Join(folder, f.name)
		}
		c.keep(kind, files[0])
		then(files)
	}
	hint := widget.NewLabel(words.T("Ctrl and Shift choose several."))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(720, 400)}, container.NewBorder(container.NewBorder(nil, nil, nil, browse, where), hint, nil, nil, table))
	var dialog *widgets.Dialog
	table.OnOpen = func(listedFile) {
		dialog.Close()
		take()
	}
	dialog = widgets.ShowDialog(c.window, openTitle(endings), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Open"), Kind: widgets.Default, Hold: func() bool { return len(table.Chosen()) == 0 }, Do: take})
	show()
	c.window.Canvas().Focus(table)
}

// chosenFiles reads what a dialog of Windows has chosen: the path of one file, or a
// folder and the names of several in it, each ended by a zero, and another at the end.
func chosenFiles(buffer []uint16) []string {
	var parts []string
	for len(buffer) > 0 {
		end := slices.Index(buffer, 0)
		if end <= 0 {
			break
		}
		parts = append(parts, string(utf16.Decode(buffer[:end])))
		buffer = buffer[end+1:]
	}
	if len(parts) < 2 {
		return parts
	}
	folder := strings.TrimSuffix(parts[0], `\`) + `\`
	for i, name := range parts[1:] {
		parts[i] = folder + name
	}
	return parts[:len(parts)-1]
}

// Save asks for a name and a folder. Fyne's own dialog would empty a file that
// is there before its new content is known to be good.
func (c fyneChooser) Save(kind, title, name string, then func(file string)) {
	entry := widgets.NewTextEntry()
	entry.SetText(paper.SafeName(name))
	folder := widgets.NewTextEntry()
	folder.SetText(c.folder(kind))
	wrong := ui.Paragraph("")
	wrong.Importance = widget.DangerImportance
	browse := widgets.NewButton(words.T("Browse…"), func() {
		widgets.ShowOpenFolder(c.window, folder.Value(), func(chosen string) { folder.SetText(chosen) })
	})
	ending := filepath.Ext(name)
	fields := container.New(layout.NewFormLayout(),
		widget.NewLabel(words.T("File name")), entry,
		widget.NewLabel(words.T("Folder")), container.NewBorder(nil, nil, nil, browse, folder))
	body := container.NewGridWrap(fyne.NewSize(620, 130), container.NewVBox(fields, wrong))
	chosen := func() string {
		name := paper.SafeName(entry.Value())
		if !strings.EqualFold(filepath.Ext(name), ending) {
			name += ending
		}
		return filepath.Join(folder.Value(), name)
	}
	finish := func(file string) {
		c.keep(kind, file)
		then(file)
	}
	widgets.ShowDialog(c.window, title, body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			if info, err := os.Stat(folder.Value()); err != nil || !info.IsDir() {
				wrong.SetText("× " + words.T("There is no such folder. Choose another one."))
				return true
			}
			if info, err := os.Stat(chosen()); err == nil && info.IsDir() {
				wrong.SetText("× " + words.T("There is a folder of this name. Choose another name."))
				return true
			}
			return false
		}, Do: func() {
			file := chosen()
			if _, err := os.Stat(file); err != nil {
				finish(file)
				return
			}
			c.askReplace(file, func() { finish(file) })
		}})
	c.window.Canvas().Focus(entry)
}

// askReplace asks before a file that is there is replaced.
func (c fyneChooser) askReplace(file string, then func()) {
	widgets.ShowDanger(c.window, words.T("Replace the file?"),
		words.T("There is a file “%s” already. What is in it will be replaced.", filepath.Base(file)),
		words.T("Replace"), then)
}
