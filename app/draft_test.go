package app_test

import (
	"maps"
	"testing"

	"openday/app"
)

func TestADraftIsBroughtOntoWhatIsStored(t *testing.T) {
	cases := map[string]struct {
		was, now, stored string
		record           string
		typed            string // empty for nothing
		both             bool
	}{
		"typed, and nobody else was there":           {was: "甲", now: "乙", stored: "甲", record: "r", typed: "乙"},
		"not typed in, changed by somebody":          {was: "甲", now: "甲", stored: "丙", record: "r"},
		"typed, and changed by somebody":             {was: "甲", now: "乙", stored: "丙", record: "r", typed: "乙", both: true},
		"typed, and changed to the same":             {was: "甲", now: "乙", stored: "乙", record: "r"},
		"emptied, and nobody else was there":         {was: "甲", now: "", stored: "甲", record: "r", typed: "-"},
		"of something new all is the draft's":        {was: "08:30", now: "08:30", stored: "09:20", typed: "08:30"},
		"of something new what is typed counts, too": {was: "", now: "乙", stored: "丙", typed: "乙"},
	}
	for name, c := range cases {
		d := app.Draft{RecordID: c.record, Fields: []app.DraftField{{Key: "F", Was: c.was, Now: c.now}, {Key: "gone", Now: "x"}}}
		typed, both := d.Onto(map[string]string{"F": c.stored})
		want := map[string]string{}
		switch c.typed {
		case "":
		case "-":
			want["F"] = ""
		default:
			want["F"] = c.typed
		}
		if !maps.Equal(typed, want) || (len(both) == 1) != c.both {
			t.Errorf("%s: typed %q, both %v", name, typed, both)
		}
		if c.both && (both[0].Was != c.stored || both[0].Now != c.now) {
			t.Errorf("%s: the versions are %+v", name, both[0])
		}
	}
}

func TestADraftGoesWithWhatItIsAbout(t *testing.T) {
	d := app.Draft{RecordID: "v", EventID: "e"}
	for name, c := range map[string]struct {
		gone []app.RecordKey
		want bool
	}{
		"nothing":        {nil, false},
		"its record":     {[]app.RecordKey{{Kind: app.RecordPerson, ID: "p"}, {Kind: app.RecordInvitee, ID: "v"}}, true},
		"its event":      {[]app.RecordKey{{Kind: app.RecordEvent, ID: "e"}}, true},
		"another record": {[]app.RecordKey{{Kind: app.RecordInvitee, ID: "w"}}, false},
		"another event":  {[]app.RecordKey{{Kind: app.RecordEvent, ID: "f"}}, false},
	} {
		if got := d.Concerns(c.gone); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	fresh := app.Draft{}
	if fresh.Concerns([]app.RecordKey{{Kind: app.RecordSetting, ID: ""}}) {
		t.Error("a new event goes with a setting")
	}
}
