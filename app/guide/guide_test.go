package guide

import (
	"bytes"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"openday/assets"
)

func TestEveryChapterIsThereInItsOrderWithText(t *testing.T) {
	chapters, err := Chapters(Told{
		Menus: []Menu{{"文件", []Entry{{"备份…", "Ctrl+B"}}}, {"空", nil}},
		Steps: [][]string{{"交办", "登记", "交办", "承办单位", "不限"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{First, Event, Invitees, Agenda, Print, Attendance, Opinions, Summary, Moving, Questions, Keys}
	var got []string
	for _, c := range chapters {
		got = append(got, c.ID)
		if c.Title == "" || len(c.Sections) == 0 {
			t.Errorf("%s is empty", c.ID)
		}
		for _, s := range c.Sections {
			if len(s.Blocks) == 0 {
				t.Errorf("%s: %q has nothing under it", c.ID, s.Title)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the chapters are %q, want %q", got, want)
	}
	keys := chapters[len(chapters)-1].Sections
	last := keys[len(keys)-1]
	if last.Title != "文件" || last.Blocks[0].Text() != "命令 按键\n备份… Ctrl+B" {
		t.Errorf("the keys are %+v", last)
	}
	opinions := chapters[slices.Index(want, Opinions)]
	if hits := Find([]Chapter{opinions}, "步骤 从 到 填写 时限"); len(hits) != 1 || !strings.Contains(opinions.Sections[hits[0].Section].Text(), "步骤 从 到 填写 时限\n交办 登记 交办 承办单位 不限") {
		t.Errorf("the steps are not in the chapter on opinions: %+v", opinions)
	}
}

func TestEveryPictureIsUsedOnceAndTheFolderIsSmall(t *testing.T) {
	chapters, err := Chapters(Told{})
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, c := range chapters {
		for _, s := range c.Sections {
			for _, b := range s.Blocks {
				if b.Kind != Picture {
					continue
				}
				used[b.File]++
				if b.Caption == "" {
					t.Errorf("%s has no caption", b.File)
				}
				if _, err := png.Decode(bytes.NewReader(b.Image)); err != nil {
					t.Errorf("%s: %v", b.File, err)
				}
			}
		}
	}
	total := 0
	entries, err := assets.Guide.ReadDir("guide")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		total += int(info.Size())
		if strings.HasSuffix(e.Name(), ".png") && used[e.Name()] != 1 {
			t.Errorf("%s stands %d times in the guide", e.Name(), used[e.Name()])
		}
	}
	const most = 1_500_000 // bytes; the program carries them
	if total > most {
		t.Errorf("the guide takes %d bytes, more than %d", total, most)
	}
}

func TestTheSubsetOfMarkdown(t *testing.T) {
	image := []byte("no picture, but bytes")
	file := func(text string) fs.FS {
		return fstest.MapFS{"g/01-one.md": {Data: []byte(text)}, "g/a.png": {Data: image}}
	}
	read, err := chapters(file("# 一\n\n开头\n\n## 节\n\n甲**乙**丙\n\n1. 先\n2. 后\n\n- 点\n\n> 注意\n\n| 甲 | 乙 |\n|---|---|\n| 1 | **2** |\n\n![图](a.png)\n"), "g", Told{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, s := range read[0].Sections {
		said = append(said, "["+s.Title+"]")
		for _, b := range s.Blocks {
			said = append(said, b.Text())
		}
	}
	if got, want := strings.Join(said, "|"), "[]|开头|[节]|甲乙丙|先|后|点|注意|甲 乙\n1 2|图"; got != want {
		t.Errorf("read %q, want %q", got, want)
	}
	blocks := read[0].Sections[1].Blocks
	if spans := blocks[0].Spans; len(spans) != 3 || !spans[1].Bold || spans[1].Text != "乙" || spans[0].Bold {
		t.Errorf("the weights are %+v", spans)
	}
	if blocks[1].Number != 1 || blocks[2].Number != 2 || blocks[3].Number != 0 {
		t.Errorf("the numbers are %d %d %d", blocks[1].Number, blocks[2].Number, blocks[3].Number)
	}
	if b := blocks[len(blocks)-1]; b.Kind != Picture || !bytes.Equal(b.Image, image) {
		t.Errorf("the picture is %+v", b)
	}
	for name, text := range map[string]string{
		"no title":        "正文",
		"a deep heading":  "# 一\n\n### 深\n",
		"code":            "# 一\n\n    x\n",
		"a missing image": "# 一\n\n![图](b.png)\n",
		"a nested list":   "# 一\n\n- 甲\n  - 乙\n",
	} {
		if _, err := chapters(file(text), "g", Told{}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestFindWantsEveryWord(t *testing.T) {
	chapters := []Chapter{{ID: "a", Title: "备份", Sections: []Section{
		{Title: "恢复码", Blocks: []Block{{Spans: []Span{{Text: "存到 U 盘"}}}}},
		{Title: "其他", Blocks: []Block{{Kind: Table, Rows: [][]string{{"U 盘", "口令"}}}}},
	}}}
	for _, c := range []struct {
		text string
		want []Hit
	}{
		{"", nil},
		{"u 盘", []Hit{{0, 0}, {0, 1}}},
		{"恢复码 u", []Hit{{0, 0}}},
		{"口令", []Hit{{0, 1}}},
		{"备份 口令", []Hit{{0, 1}}},
		{"打印", nil},
	} {
		if got := Find(chapters, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %v, want %v", c.text, got, c.want)
		}
	}
}
