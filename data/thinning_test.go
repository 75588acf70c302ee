package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
)

// without returns the copies that stay of a list when some go.
func without(copies, gone []Copy) []Copy {
	return slices.DeleteFunc(slices.Clone(copies), func(c Copy) bool { return slices.Contains(gone, c) })
}

// keep adds a copy to a list, the last one made first, and thins it as a run does.
func keep(copies []Copy, at time.Time, size, budget int64) []Copy {
	c := Copy{At: at, Number: 1, Size: size}
	if len(copies) > 0 {
		c.Number = copies[0].Number + 1
	}
	copies = slices.Insert(slices.Clone(copies), 0, c)
	return without(copies, unwanted(copies, budget))
}

func TestThinning(t *testing.T) {
	// A year and a half of work: a copy every morning, five imports a day.
	var copies []Copy
	for day := range 540 {
		for n := range 6 {
			copies = keep(copies, present.AddDate(0, 0, day).Add(time.Duration(n)*time.Hour), 1, CopiesBudget)
		}
	}
	now := present.AddDate(0, 0, 539).Add(5 * time.Hour)
	count := func(from, to int) (n int) {
		for _, c := range copies {
			if days := int(now.Sub(c.At).Hours() / 24); days >= from && days < to {
				n++
			}
		}
		return n
	}
	if n := count(0, 2); n != 12 {
		t.Errorf("%d copies of two days", n)
	}
	for day := 2; day < 14; day++ {
		if n := count(day, day+1); n != 1 {
			t.Errorf("%d copies of %d days ago", n, day)
		}
	}
	for week := 2; week < 8; week++ {
		if n := count(week*7, week*7+7); n < 1 || n > 2 {
			t.Errorf("%d copies of %d weeks ago", n, week)
		}
	}
	if n := count(56, 365); n < 9 || n > 12 {
		t.Errorf("%d copies of the ten months before", n)
	}
	if n := count(365, 10000); n != 0 {
		t.Errorf("%d copies are older than a year", n)
	}
}

func TestManyCopiesOfAFewHours(t *testing.T) {
	var copies []Copy
	for i := range 100 {
		copies = keep(copies, present.Add(time.Duration(i)*time.Minute), 1, CopiesBudget)
	}
	if n := len(copies); n != 31 { // all up to thirty, and the last of the day beyond them
		t.Errorf("%d copies of two hours", n)
	}
}

// daily returns eighteen copies, one a day, the last of the present day.
func daily() []Copy {
	var copies []Copy
	for i := range 18 {
		copies = append(copies, Copy{Path: fmt.Sprint(i), At: present.AddDate(0, 0, -i), Number: 18 - i, Size: 1})
	}
	return copies
}

// A clock that stands elsewhere takes hardly more of eighteen copies than one that
// goes right takes in as many runs: one, where a week ends elsewhere.
func TestClocksThatJump(t *testing.T) {
	day := 24 * time.Hour
	days := func(from time.Time, n int) (all []time.Time) {
		for i := range n {
			all = append(all, from.Add(time.Duration(i)*day))
		}
		return all
	}
	run := func(t *testing.T, at []time.Time) (left []Copy) {
		copies := daily()
		for _, at := range at {
			before := copies
			copies = keep(copies, at, 1, CopiesBudget)
			if len(copies) < len(before)+1-mostGone {
				t.Errorf("%d copies become %d in one run", len(before), len(copies))
			}
		}
		return slices.DeleteFunc(copies, func(c Copy) bool { return c.Number > 18 })
	}
	in2000 := time.Date(2000, 1, 1, 0, 0, 0, 0, app.Zone)
	for name, at := range map[string][]time.Time{
		"once in 2030":                    days(present.AddDate(4, 0, 0), 1),
		"once in 2030, then right again":  append(days(present.AddDate(4, 0, 0), 1), days(present.Add(day), 2)...),
		"twice in 2030, then right again": append(days(present.AddDate(4, 0, 0), 2), days(present.Add(day), 9)...),
		"a month in 2030":                 days(present.AddDate(4, 0, 0), 30),
		"once in 2000":                    days(in2000, 1),
		"once in 2000, then right again":  append(days(in2000, 1), days(present.Add(day), 9)...),
		"back and forth":                  {in2000, present.AddDate(4, 0, 0), in2000, present.AddDate(9, 0, 0), present.Add(day)},
	} {
		t.Run(name, func(t *testing.T) {
			left, right := run(t, at), run(t, days(present.Add(day), len(at)))
			if len(left) < len(right)-1 {
				t.Errorf("%d of 18 copies are left, with a right clock %d", len(left), len(right))
			}
		})
	}
}

// Whatever the clocks said: few go at a time, and the last ones made stay.
func TestThinningTakesLittle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "copies")
		numbered := rapid.IntRange(0, n).Draw(t, "numbered")
		copies := make([]Copy, n)
		for i := range copies {
			copies[i] = Copy{
				Path: fmt.Sprint(i), At: present.Add(time.Duration(rapid.IntRange(-100_000, 100_000).Draw(t, "hours")) * time.Hour),
				Number: max(0, numbered-i), Size: int64(rapid.IntRange(0, 1000).Draw(t, "size")),
			}
		}
		slices.SortFunc(copies, lastMadeFirst)
		gone := unwanted(copies, int64(rapid.IntRange(0, 20_000).Draw(t, "budget")))
		if len(gone) > 3 {
			t.Fatalf("%d copies go at once", len(gone))
		}
		for _, c := range copies[:min(n, 5)] {
			if slices.Contains(gone, c) {
				t.Fatalf("%v of the last five goes", c)
			}
		}
	})
}

func TestBudgetOfCopies(t *testing.T) {
	const size = 100
	var copies []Copy
	for i := range 40 { // three a day
		copies = append(copies, Copy{Path: fmt.Sprint(i), At: present.Add(-time.Duration(i) * 8 * time.Hour), Number: 40 - i, Size: size})
	}
	budget := int64(10 * size)
	runs := 0
	for {
		gone := unwanted(copies, budget)
		if len(gone) == 0 {
			break
		}
		copies, runs = without(copies, gone), runs+1
	}
	if len(copies) != 10 || runs != 10 {
		t.Errorf("%d copies are left after %d runs", len(copies), runs)
	}
	// What lies between is given up before the days further back are.
	if oldest := copies[len(copies)-1]; present.Sub(oldest.At) < 4*24*time.Hour {
		t.Errorf("the oldest is of %v", oldest.At)
	}
	for {
		gone := unwanted(copies, 1)
		if len(gone) == 0 {
			break
		}
		copies = without(copies, gone)
	}
	if len(copies) != 5 || copies[0].Number != 40 || copies[4].Number != 36 {
		t.Errorf("beyond every budget there are left %v", copies)
	}
}

// The files themselves, beyond a budget, in several runs.
func TestThinningRemovesFiles(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	made := keepNewest + 2*mostGone + 1
	for range made {
		try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	}
	all := must(Copies(s.Path()))(t)
	if len(all) != made || all[0].Number != made || all[0].Size < headerSize {
		t.Fatalf("the copies are %v", all)
	}
	for _, want := range []int{made - mostGone, made - 2*mostGone, keepNewest, keepNewest} {
		try(t, thin(s.Path(), 1))
		if left := must(Copies(s.Path()))(t); !slices.Equal(left, all[:want]) {
			t.Errorf("the first %d of %v were to stay, not %v", want, all, left)
		}
	}
	try(t, os.Mkdir(filepath.Join(CopiesDir(s.Path()), "openday-20261013-000000-daily-99.db"), 0o700))
	if n := len(must(Copies(s.Path()))(t)); n != keepNewest {
		t.Errorf("with a folder named like one there are %d copies", n)
	}
}

// The files themselves, started once by a clock in 2030.
func TestAStartIn2030LeavesTheCopies(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.Close())
	start := func(at time.Time) *Store { return open(t, path, Options{Clock: func() time.Time { return at }}) }
	for i := range 18 {
		s := start(present.AddDate(0, 0, i))
		if w := s.Warnings(); len(w) > 0 {
			t.Errorf("day %d warns: %q", i, w)
		}
		try(t, s.Close())
	}
	before := copyNames(t, path)
	if len(before) < 15 {
		t.Fatalf("%d copies of 18 days", len(before))
	}
	s = start(present.AddDate(4, 0, 0))
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], "2030-10-14") || !strings.Contains(w[0], "2026-10-31") {
		t.Errorf("the start in 2030 says %q", w)
	}
	try(t, s.Close())
	after := copyNames(t, path)
	if len(after) < len(before)+1-mostGone || !slices.Equal(after[1:keepNewest+1], before[:keepNewest]) {
		t.Errorf("of %v there are left %v", before, after)
	}
	// Back in its own time, the copy of 2030 is not the last one.
	s = start(present.AddDate(0, 0, 18))
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], "2026-11-01") || !strings.Contains(w[0], "2030-10-14") {
		t.Errorf("the start after it says %q", w)
	}
	try(t, s.Close())
	if c := must(NewestGoodCopy(ctx, path))(t); !strings.HasPrefix(filepath.Base(c.Path), "openday-20261101-") {
		t.Errorf("offered as the newest is %s", c.Path)
	}
	s = start(present.AddDate(0, 0, 19))
	if w := s.Warnings(); len(w) > 0 {
		t.Errorf("a day later it still says %q", w)
	}
}

// Copies of the last release have no numbers. They come after those with one,
// and are thinned like them.
func TestCopiesOfTheLastRelease(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	one := must(os.ReadFile(must(Copies(s.Path()))(t)[0].Path))(t)
	for _, name := range []string{"20301014-093000-daily", "20261013-093000-import", "20261012-093000-daily"} {
		try(t, os.WriteFile(filepath.Join(CopiesDir(s.Path()), "openday-"+name+".db"), one, 0o600))
	}
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	want := []string{
		"openday-20261014-093000-import-2.db", "openday-20261014-093000-daily-1.db",
		"openday-20301014-093000-daily.db", "openday-20261013-093000-import.db", "openday-20261012-093000-daily.db",
	}
	if diff := cmp.Diff(want, copyNames(t, s.Path())); diff != "" {
		t.Error(diff)
	}
	if c := must(NewestGoodCopy(ctx, s.Path()))(t); c.Number != 2 {
		t.Errorf("offered as the newest is %v", c)
	}
	// Its date does not age the others.
	gone := unwanted(must(Copies(s.Path()))(t), CopiesBudget)
	if len(gone) > 0 {
		t.Errorf("%v would go", gone)
	}
}

// At each limit of age, a copy belongs to what follows; a second before, to what
// went before. The second of two copies is the only one of its day, week or
// month then, and stays.
func TestLimitsOfAge(t *testing.T) {
	const day, second = 24 * time.Hour, time.Second
	for _, c := range []struct {
		ages []time.Duration // of the copies besides the last ones made
		gone int             // how many of them go, the oldest ones
	}{
		{[]time.Duration{2 * day, 2*day + time.Hour}, 1},
		{[]time.Duration{2*day - second, 2*day + time.Hour}, 0},
		{[]time.Duration{14 * day, 15 * day}, 1},
		{[]time.Duration{14*day - second, 15 * day}, 0},
		{[]time.Duration{56 * day, 65 * day}, 1},
		{[]time.Duration{56*day - second, 65 * day}, 0},
		{[]time.Duration{100 * day, 270 * day, 365 * day}, 1},
		{[]time.Duration{100 * day, 270 * day, 365*day - second}, 0},
	} {
		var copies []Copy
		for range keepNewest {
			copies = append(copies, Copy{At: present})
		}
		for _, age := range c.ages {
			copies = append(copies, Copy{At: present.Add(-age)})
		}
		for i := range copies {
			copies[i].Number = len(copies) - i
		}
		if gone := unwanted(copies, CopiesBudget); len(gone) != c.gone || c.gone > 0 && gone[0].Number != 1 {
			t.Errorf("%v: %v go", c.ages, gone)
		}
	}
}

func TestWhatIsBelievedOfDates(t *testing.T) {
	const day = 24 * time.Hour
	old := time.Date(2000, 1, 1, 0, 0, 0, 0, app.Zone)
	for _, c := range []struct{ at, want []time.Time }{
		{nil, nil},
		{[]time.Time{old}, []time.Time{old}},
		{[]time.Time{present, present.Add(-180 * day)}, []time.Time{present, present.Add(-180 * day)}},
		{[]time.Time{present, present.Add(-180*day - time.Hour)}, []time.Time{present, present.Add(-day - time.Hour)}},
		{ // of two series of one length, that of smaller steps
			[]time.Time{present, old, present.Add(-2 * day), present.Add(-3 * day)},
			[]time.Time{present, present, present.Add(-2 * day), present.Add(-3 * day)},
		},
		{
			[]time.Time{present, present.Add(-9 * day), present.Add(-2 * day)},
			[]time.Time{present, present, present.Add(-2 * day)},
		},
		{ // the longest series, though a date that fits nowhere else is nearer
			[]time.Time{present, present.Add(-4 * day), present.Add(-5 * day), present.Add(-day)},
			[]time.Time{present, present.Add(-4 * day), present.Add(-5 * day), present.Add(-5 * day)},
		},
		{ // two of the same moment belong to one series
			[]time.Time{present, present.Add(-2 * day), present.Add(-2 * day), present.Add(-day)},
			[]time.Time{present, present.Add(-2 * day), present.Add(-2 * day), present.Add(-2 * day)},
		},
		{ // the last ones fit nowhere
			[]time.Time{present, present.Add(-day), old, present.Add(-2 * day), old.Add(day)},
			[]time.Time{present, present.Add(-day), present.Add(-day), present.Add(-2 * day), present.Add(-3*day - 9*time.Hour - 30*time.Minute)},
		},
		{[]time.Time{old, present}, []time.Time{old, old}}, // one says as much as the other: the last one made counts
		{[]time.Time{old, present, present.Add(-day)}, []time.Time{present, present, present.Add(-day)}},
		{[]time.Time{present, old, present.Add(-day)}, []time.Time{present, present, present.Add(-day)}},
		{[]time.Time{present, present}, []time.Time{present, present}},
	} {
		copies := make([]Copy, len(c.at))
		for i, at := range c.at {
			copies[i] = Copy{At: at, Number: len(c.at) - i}
		}
		if got := trusted(copies); !slices.EqualFunc(got, c.want, time.Time.Equal) {
			t.Errorf("%v is taken for %v, not %v", c.at, got, c.want)
		}
	}
}

// A week and a month of one number are not taken for each other.
func TestWeeksAreNoMonths(t *testing.T) {
	march := time.Date(2027, 3, 3, 12, 0, 0, 0, app.Zone)
	var copies []Copy
	for range keepNewest {
		copies = append(copies, Copy{At: march})
	}
	for _, day := range []int{7, 5} { // of January: one of week 1, and one of month 1
		copies = append(copies, Copy{At: time.Date(2027, 1, day, 12, 0, 0, 0, app.Zone)})
	}
	for i := range copies {
		copies[i].Number = len(copies) - i
	}
	if gone := unwanted(copies, CopiesBudget); len(gone) != 0 {
		t.Errorf("%v of all go", gone)
	}
}

// A step of which the start would have warned counts as a day for each copy that
// was made on it, with the hours of the day, and as half a year at most.
func TestAStepTooLongCountsByTheCopiesMadeOnIt(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		later, earlier int // their numbers
		days           time.Duration
	}{{9, 8, 1}, {9, 4, 5}, {180, 0, 180}, {181, 0, 180}, {900, 1, 180}, {0, 0, 1}} {
		copies := []Copy{{At: present, Number: c.later}, {At: present.Add(-1000*day - time.Hour), Number: c.earlier}}
		if got, want := trusted(copies), present.Add(-c.days*day-time.Hour); !got[1].Equal(want) {
			t.Errorf("from number %d to %d: %v, want %v", c.later, c.earlier, got[1], want)
		}
	}
}

// The last ones made stay whatever their age; of the others the oldest go first, a few
// at a time, and beyond a budget those between before the last ones of a day.
func TestWhatGoesFirst(t *testing.T) {
	const day = 24 * time.Hour
	list := func(size int64, ages ...time.Duration) (copies []Copy) {
		for i, age := range ages {
			copies = append(copies, Copy{At: present.Add(-age), Number: len(ages) - i, Size: size})
		}
		return copies
	}
	old := []time.Duration{0, 100 * day, 200 * day, 201 * day, 300 * day}
	for name, c := range map[string]struct {
		copies []Copy
		budget int64
		want   []int // numbers of those that go, in that order
	}{
		"none":                           {nil, 100, nil},
		"five, all too large":            {list(9, old...), 1, nil},
		"five, and one too old":          {list(1, append(old, 400*day)...), 100, []int{1}},
		"five too old to begin with":     {list(1, 0, 100*day, 200*day, 300*day, 365*day, 366*day), 100, []int{1}},
		"four too old":                   {list(1, append(old, 400*day, 401*day, 402*day, 403*day)...), 100, []int{1, 2, 3}},
		"as much as fits":                {list(10, 0, 1*day, 3*day, 4*day, 5*day, 6*day), 60, nil},
		"a byte more":                    {list(10, 0, 1*day, 3*day, 4*day, 5*day, 6*day), 59, []int{1}},
		"room after the old ones":        {list(10, 0, 1*day, 3*day, 4*day, 5*day, 150*day, 300*day, 400*day), 70, []int{1}},
		"no room after the old ones":     {list(10, 0, 1*day, 3*day, 4*day, 5*day, 150*day, 300*day, 400*day), 69, []int{1, 2}},
		"much room after the old ones":   {list(10, 0, 1*day, 3*day, 4*day, 5*day, 150*day, 300*day, 400*day, 401*day), 70, []int{1, 2}},
		"those between before the days":  {list(10, 0, time.Hour, 2*time.Hour, 3*time.Hour, 4*time.Hour, 25*time.Hour, 26*time.Hour, 27*time.Hour, 6*day), 60, []int{2, 3, 1}},
		"those of one day only":          {list(10, 0, time.Hour, 2*time.Hour, 3*time.Hour, 4*time.Hour, 25*time.Hour, 26*time.Hour, 27*time.Hour, 6*day), 71, []int{2, 3}},
		"the last of a day, week, month": {list(1, 0, 1, 2, 3, 4, 3*day, 3*day+time.Hour, 20*day, 21*day, 70*day, 71*day), 100, []int{1, 3, 5}},
	} {
		var got []int
		for _, gone := range unwanted(c.copies, c.budget) {
			got = append(got, gone.Number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v go, want %v", name, got, c.want)
		}
	}
	if CopiesBudget != 2_147_483_648 {
		t.Errorf("all copies together may take %d bytes", CopiesBudget)
	}
}

func TestClockJump(t *testing.T) {
	for _, c := range []struct {
		after time.Duration
		jumps bool
	}{
		{0, false}, {-24 * time.Hour, false}, {-24*time.Hour - time.Second, true}, {180 * 24 * time.Hour, false}, {180*24*time.Hour + time.Second, true},
	} {
		if got := clockJump([]Copy{{At: present}}, present.Add(c.after)); (got != "") != c.jumps {
			t.Errorf("%v after the last copy: %q", c.after, got)
		}
	}
	if got := clockJump(nil, present); got != "" {
		t.Errorf("without copies: %q", got)
	}
}
