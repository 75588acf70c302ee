package help

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/assets"
	"openday/views/ui"
	"openday/views/widgets"
)

// licence is one part of the program that others made, and its licence.
type licence struct {
	name    string // of a module its path
	short   string // MIT, OFL-1.1 …
	version string // of a module; empty where it is not known
	file    string // of the text, under assets
}

// licences are those of all that is in the program, by name; build tells the
// versions, nil where nothing does.
func licences(build *debug.BuildInfo) ([]licence, error) {
	list, err := assets.Licences.ReadFile("licences/list.tsv")
	if err != nil {
		return nil, err
	}
	versions := map[string]string{}
	if build != nil {
		versions["Go"] = strings.TrimPrefix(build.GoVersion, "go")
		for _, m := range build.Deps {
			versions[m.Path] = m.Version
		}
	}
	var all []licence
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			return nil, errors.New("a line of the list of licences has not three parts")
		}
		all = append(all, licence{name: parts[0], short: parts[1], version: versions[parts[0]], file: parts[2]})
	}
	return all, nil
}

// longestLicenceLine is how many characters of a licence stand on a line.
const longestLicenceLine = 80

// lines is the text of a licence in lines to be shown.
func (l licence) lines() ([]string, error) {
	text, err := assets.Licences.ReadFile(l.file)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		for utf8.RuneCountInString(line) > longestLicenceLine {
			at := strings.LastIndexByte(string([]rune(line)[:longestLicenceLine]), ' ')
			if at < longestLicenceLine/2 {
				break
			}
			lines = append(lines, line[:at])
			line = line[at+1:]
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// About tells the version, where the data, its copies and the log lie, how far
// the official calendar reaches, and the licences of all that is in the program.
func (f *Actions) About() {
	var refused error // the rest is told all the same
	ui.Load(f.Context, nil, func(ctx context.Context) (kept app.KeptCopies, err error) {
		kept, refused = f.File.Copies(ctx)
		return kept, nil
	}, func(kept app.KeptCopies) { f.showAbout(kept, refused) })
}

// sizeOf writes a number of bytes as people read it.
func sizeOf(bytes int64) string {
	const mega, giga = 1 << 20, 1 << 30
	if bytes < giga {
		return fmt.Sprintf("%.1f MB", float64(bytes)/mega)
	}
	return fmt.Sprintf("%.1f GB", float64(bytes)/giga)
}

func (f *Actions) showAbout(kept app.KeptCopies, refused error) {
	build, _ := debug.ReadBuildInfo()
	all, err := licences(build)
	if err != nil {
		f.Fail(err)
		return
	}
	version := words.T("Version %s", f.Version)
	years := f.Calendar.Years()
	span := "—"
	if len(years) > 0 {
		span = fmt.Sprintf("%d–%d", years[0], years[len(years)-1])
	}
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("icon.png", assets.Icon))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSize(40, 40))
	head := widget.NewLabelWithStyle(version, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	system := widget.NewLabel(runtime.GOOS + "/" + runtime.GOARCH)
	system.Importance = widget.LowImportance
	rows := container.New(layout.NewFormLayout())
	row := func(label, path string, buttons ...fyne.CanvasObject) {
		value := widget.NewLabel(path)
		value.Truncation = fyne.TextTruncateEllipsis
		rows.Add(widget.NewLabel(label))
		rows.Add(container.NewBorder(nil, nil, nil, container.NewHBox(buttons...), value))
	}
	file := func(path string) []fyne.CanvasObject {
		return []fyne.CanvasObject{
			widgets.NewButtonWithIcon(words.T("Open the folder"), theme.FolderOpenIcon(), func() { f.OpenOutside(filepath.Dir(path)) }),
			widgets.NewButtonWithIcon(words.T("Copy"), theme.ContentCopyIcon(), func() { f.CopyText(path) }),
		}
	}
	if f.Service != nil {
		row(words.T("Name of who is at the desk"), f.Service.User())
	}
	row(words.T("Data file"), f.File.Path(), file(f.File.Path())...)
	switch copies := words.T("Copies of the data file"); {
	case refused != nil:
		row(copies, ui.SentenceOf(refused))
	case kept.Count == 0:
		row(copies, words.T("none yet"))
	default:
		row(copies, words.T("%d copies, %s of at most %s", kept.Count, sizeOf(kept.Size), sizeOf(kept.Budget)),
			widgets.NewButtonWithIcon(words.T("Open the folder"), theme.FolderOpenIcon(), func() { f.OpenOutside(kept.Folder) }))
	}
	row(words.T("Log, for the developers"), f.logFile, file(f.logFile)...)
	row(words.T("Holidays and make-up days"), span)
	copying := widgets.NewButtonWithIcon(words.T("Copy"), theme.ContentCopyIcon(), func() {
		f.CopyText(words.T("OpenDay") + " " + version + " " + runtime.GOOS + "/" + runtime.GOARCH)
	})
	top := container.NewVBox(
		container.NewBorder(nil, nil, container.NewHBox(icon, container.NewCenter(head), container.NewCenter(system)), container.NewCenter(copying)),
		rows, widget.NewSeparator())
	window := f.Window.Canvas().Size()
	size := fyne.NewSize(min(970, window.Width-100), min(560, window.Height-150))
	widgets.ShowDialog(f.Window, words.T("OpenDay"), container.New(ui.FixedLayout{Size: size}, container.NewBorder(top, nil, nil, nil, f.licenceList(all, max(230, min(330, size.Width-570))))),
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
}

// licenceList lets the licences be searched and read; width is that of the list.
func (f *Actions) licenceList(all []licence, width float32) fyne.CanvasObject {
	shown := all
	var text []string
	reading := newPickRows(func() int { return len(text) }, nil)
	reading.CreateItem = func() fyne.CanvasObject { return canvas.NewText("", theme.Color(theme.ColorNameForeground)) }
	reading.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		line := o.(*canvas.Text)
		line.Text = text[i]
		line.Refresh()
	}
	reading.OnSelected = func(widget.ListItemID) { reading.UnselectAll() }
	list := newPickRows(func() int { return len(shown) }, func(i int, label *widget.Label) {
		l := shown[i]
		label.SetText(strings.TrimSuffix(l.name+"  ·  "+l.short+"  ·  "+l.version, "  ·  "))
	})
	list.OnSelected = func(i widget.ListItemID) {
		lines, err := shown[i].lines()
		if err != nil {
			f.Fail(err)
			return
		}
		text = lines
		reading.Refresh()
		reading.ScrollToTop()
	}
	search := widgets.NewSearchEntry(words.T("Search %d parts", len(all)), f.Later, func(asked string) {
		asked = strings.ToLower(asked)
		shown = nil
		for _, l := range all {
			if strings.Contains(strings.ToLower(l.name+" "+l.short), asked) {
				shown = append(shown, l)
			}
		}
		text = nil
		reading.Refresh()
		list.UnselectAll()
		list.Refresh()
	})
	search.OnLeave = func() {
		if len(shown) > 0 {
			f.Window.Canvas().Focus(list)
			list.Select(0)
		}
	}
	list.Select(0)
	heading := widget.NewLabelWithStyle(words.T("What others made of this program, and its licences"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	return container.NewBorder(heading, nil,
		container.New(ui.WidthLayout{Width: width}, container.NewBorder(search, nil, nil, nil, list)), nil, widgets.NewMargin(0, 0, 10, 0, reading))
}
