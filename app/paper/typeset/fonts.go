package typeset

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"unicode"

	"openday/assets"

	"github.com/go-text/typesetting/font"
)

// Role is what a piece of text is on a paper. It names letters, not a file:
// which font draws them is for Fonts to find.
type Role uint8

// The roles. Serif and Sans are drawn with the bundled fonts on every machine,
// so that a sign-in sheet looks the same everywhere. The last four are the
// letters that GB/T 9704 names: the machine's own fonts where it has them, else
// the nearest bundled ones.
const (
	Serif        Role = iota // 宋体, for running text and table cells
	SerifBold                // 宋体, bold
	Sans                     // 黑体 of even strokes, for sheets and labels
	SansBold                 // the same, bold
	FangSong                 // 仿宋, the body of an official paper
	HeiTi                    // 黑体, headings 一、
	KaiTi                    // 楷体, headings （一）
	XiaoBiaoSong             // 小标宋, the title of an official paper
	roleCount
)

// Fonts finds a glyph for every character that any of its fonts has. It is
// made once and shared: documents may use it at the same time.
type Fonts struct {
	dirs []string

	listing  sync.Once
	paths    []string // font files in dirs, in order of preference
	official map[Role]*face

	mu     sync.Mutex
	fonts  []machineFont // read from paths when the first character is looked for
	read   bool
	found  map[rune]*face // nil for a character that the machine lacks
	opened map[string]*face
}

// machineFont is a font file of the machine, of which only the character table
// was read.
type machineFont struct {
	path string
	cmap font.Cmap
}

// bundled are the fonts that the program carries, parsed at most once.
var bundled = [...]func() *face{
	Serif:     bundledFace("Noto Serif SC", func() []byte { return assets.PaperSerif }),
	SerifBold: bundledFace("Noto Serif SC Bold", func() []byte { return assets.PaperSerifBold }),
	Sans:      bundledFace("Noto Sans SC", func() []byte { return assets.PaperSans }),
	SansBold:  bundledFace("Noto Sans SC Bold", func() []byte { return assets.PaperSansBold }),
	KaiTi:     bundledFace("OpenDay Kai", func() []byte { return assets.PaperKai }),
}

// bundledFace parses a bundled font when it is first asked for. A broken one
// is a broken program.
func bundledFace(name string, data func() []byte) func() *face {
	return sync.OnceValue(func() *face {
		f, err := parseFace(name, data())
		if err != nil {
			panic(err)
		}
		return f
	})
}

// bundledFor names the bundled fonts of a role, best first: its own, then
// those that may stand in for a character that it lacks.
var bundledFor = [roleCount][]Role{
	Serif:        {Serif, KaiTi, Sans},
	SerifBold:    {SerifBold, Serif, KaiTi, Sans},
	Sans:         {Sans, KaiTi, Serif},
	SansBold:     {SansBold, Sans, KaiTi, Serif},
	FangSong:     {Serif, KaiTi, Sans},
	HeiTi:        {Sans, KaiTi, Serif},
	KaiTi:        {KaiTi, Serif, Sans},
	XiaoBiaoSong: {SerifBold, Serif, KaiTi, Sans},
}

// officialFiles tells whether a file name, in lower case, is one of the fonts
// that Windows or an office suite brings for a role of GB/T 9704.
var officialFiles = map[Role]func(string) bool{
	FangSong: func(n string) bool { return n == "simfang.ttf" },
	HeiTi:    func(n string) bool { return n == "simhei.ttf" },
	KaiTi:    func(n string) bool { return n == "simkai.ttf" },
	XiaoBiaoSong: func(n string) bool {
		return strings.HasSuffix(n, ".ttf") && (strings.HasPrefix(n, "fzxbs") || strings.Contains(n, "方正小标宋"))
	},
}

// Bundled returns the fonts that the program carries and no others: papers look
// the same on every machine, as tests want it.
var Bundled = sync.OnceValue(func() *Fonts { return NewFonts() })

// OnThisMachine returns the bundled fonts and those of this machine. It is what
// papers use unless told otherwise.
var OnThisMachine = sync.OnceValue(func() *Fonts { return NewFonts(machineDirs()...) })

// NewFonts returns the bundled fonts and those in the given folders and the
// folders below them. A folder that is not there counts as empty; a font that
// cannot be read or may not be embedded is passed over. The folders are read
// when first needed.
func NewFonts(dirs ...string) *Fonts {
	return &Fonts{dirs: dirs, found: map[rune]*face{}, opened: map[string]*face{}}
}

// machineDirs are the folders in which this system keeps its fonts.
func machineDirs() []string {
	home, _ := os.UserHomeDir()
	if runtime.GOOS == "windows" {
		return []string{
			filepath.Join(os.Getenv("WINDIR"), "Fonts"),
			filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts"),
		}
	}
	return []string{filepath.Join(home, ".local", "share", "fonts"), "/usr/local/share/fonts", "/usr/share/fonts"}
}

// list finds the machine's font files and opens those of the official roles.
// simsunb.ttf, which every Windows has for rare characters, comes first, bold
// and slanted letters last; otherwise they follow by name, so that the same
// machine always makes the same paper.
func (f *Fonts) list() {
	for _, dir := range f.dirs {
		_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.EqualFold(filepath.Ext(path), ".ttf") {
				f.paths = append(f.paths, path)
			}
			return nil
		})
	}
	rank := func(path string) string {
		name := strings.ToLower(filepath.Base(path))
		if name == "simsunb.ttf" {
			return ""
		}
		style := "0"
		for _, other := range []string{"bold", "black", "light", "thin", "italic", "oblique"} {
			if strings.Contains(name, other) {
				style = "1"
			}
		}
		return style + name + "\x00" + path
	}
	sort.SliceStable(f.paths, func(i, j int) bool { return rank(f.paths[i]) < rank(f.paths[j]) })

	f.official = map[Role]*face{}
	for _, path := range f.paths {
		name := strings.ToLower(filepath.Base(path))
		for role, isFor := range officialFiles {
			if f.official[role] == nil && isFor(name) {
				f.official[role] = f.open(path)
			}
		}
	}
}

// coverage reads the character table of a font file, nil where the font cannot
// be used.
func coverage(path string) font.Cmap {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	dir, err := readDirectory(file)
	if err != nil || dir["glyf"].length == 0 {
		return nil
	}
	read := func(tag string) []byte {
		const largest = 16 << 20 // more than any real character table
		t := dir[tag]
		if t.length > largest {
			return nil
		}
		data := make([]byte, t.length)
		if _, err := file.ReadAt(data, int64(t.offset)); err != nil {
			return nil
		}
		return data
	}
	if !mayEmbed(read("OS/2")) {
		return nil
	}
	cmap, err := parseCmap(read("cmap"))
	if err != nil {
		return nil
	}
	return cmap
}

// open reads a font file of the machine, once; nil where it cannot be used.
func (f *Fonts) open(path string) *face {
	if face, done := f.opened[path]; done {
		return face
	}
	var parsed *face
	if data, err := os.ReadFile(path); err == nil {
		parsed, _ = parseFace(filepath.Base(path), data)
	}
	f.opened[path] = parsed
	return parsed
}

// find returns the face that draws a character in a role, and its glyph; nil
// where no font has it.
func (f *Fonts) find(role Role, r rune) (*face, uint16) {
	f.listing.Do(f.list)
	if face := f.official[role]; face != nil {
		if g, ok := face.glyph(r); ok {
			return face, g
		}
	}
	for _, b := range bundledFor[role] {
		if face := bundled[b](); face != nil {
			if g, ok := face.glyph(r); ok {
				return face, g
			}
		}
	}
	if face := f.onMachine(r); face != nil {
		g, _ := face.glyph(r)
		return face, g
	}
	return nil, 0
}

// thin reports whether a face stands in for a bold one that lacks a character.
func (f *Fonts) thin(role Role, used *face) bool {
	switch role {
	case SerifBold, SansBold, XiaoBiaoSong:
		return used != bundled[bundledFor[role][0]]() && used != f.official[role]
	}
	return false
}

// onMachine looks for a character in the machine's other fonts. What a private
// or control character would look like there means nothing, so those are not
// looked for.
func (f *Fonts) onMachine(r rune) *face {
	if unicode.In(r, unicode.Co, unicode.Cc, unicode.Cs) {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if face, done := f.found[r]; done {
		return face
	}
	f.found[r] = nil
	if !f.read {
		f.read = true
		for _, path := range f.paths {
			if cmap := coverage(path); cmap != nil {
				f.fonts = append(f.fonts, machineFont{path, cmap})
			}
		}
	}
	for _, m := range f.fonts {
		if g, ok := m.cmap.Lookup(r); !ok || g == 0 {
			continue
		}
		if face := f.open(m.path); face != nil {
			if _, ok := face.glyph(r); ok {
				f.found[r] = face
				break
			}
		}
	}
	return f.found[r]
}

// Missing lists the characters of a text that no font has, each once and in
// the order of the text: on paper they would be drawn as 〓. Use it to warn
// before a paper is made.
func (f *Fonts) Missing(text string) []rune {
	var missing []rune
	seen := map[rune]bool{}
	for _, r := range Clean(text) {
		if r == '\n' || invisible(r) || seen[r] {
			continue
		}
		seen[r] = true
		if face, _ := f.find(Serif, r); face == nil {
			missing = append(missing, r)
		}
	}
	return missing
}
