//go:build !windows

package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper/after"
	"openday/data/keys"
)

// The size of the file on which the program is measured: what a district with
// many offices could gather in one year, and far more than one office does.
const (
	scaleEvents   = 4800
	scaleInvitees = 200 // of each event
	scaleOpinions = 20  // of each event
	scalePeople   = 120_000
	scaleYear     = 2026
)

// scaleContent changes with what fillScale writes, so that the file is made anew.
const scaleContent = "2"

// scaleID returns an id as long as those that the program gives.
func scaleID(kind, n int) string { return fmt.Sprintf("%08x-0000-7000-8000-%012x", kind, n) }

// The kinds of records in ids.
const (
	scaleEvent = iota + 1
	scalePerson
	scaleInvitee
	scaleOpinion
	scaleMove
)

// scaleFile returns the path of the big file, which is the same at every run. It is
// made once for each schema and kept among the user's caches.
func scaleFile(tb testing.TB) string {
	tb.Helper()
	sum := sha256.New()
	io.WriteString(sum, scaleContent)
	for _, m := range migrations {
		io.WriteString(sum, m)
	}
	cache := must(os.UserCacheDir())(tb)
	path := filepath.Join(cache, "openday-scale", hex.EncodeToString(sum.Sum(nil)[:6]), "openday.db")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	try(tb, os.RemoveAll(filepath.Dir(filepath.Dir(path)))) // those of other schemas
	making := filepath.Join(filepath.Dir(path), "making", "openday.db")
	s := must(Open(context.Background(), making, atPresent()))(tb)
	try(tb, s.write(context.Background(), func(db *sql.Tx) error { return fillScale(&tx{ctx: context.Background(), s: s, db: db}) }))
	try(tb, s.Close())
	try(tb, os.Rename(keys.File(making), keys.File(path)))
	try(tb, os.Rename(making, path))
	return path
}

// putBare inserts rows as they stand: without the looks at what is there that
// saving takes, which are not what is measured.
func putBare[T any](t *tx, e entity[T], rows []T) error {
	for i := range rows {
		e.setRevision(&rows[i], 1)
	}
	if err := e.table.put(t.ctx, t.db, e.insert(), rows); err != nil || e.put == nil {
		return err
	}
	return e.put(t, rows)
}

func fillScale(t *tx) error {
	random := rand.New(rand.NewPCG(20261014, 960_000))
	pick := func(text string) string {
		all := []rune(text)
		return string(all[random.IntN(len(all))])
	}
	of := func(words ...string) string { return words[random.IntN(len(words))] }
	if _, err := t.db.Exec("INSERT INTO updates (id, at, by, label) VALUES ('scale', '', '', '')"); err != nil {
		return err
	}
	people := make([]app.Person, scalePeople)
	for i := range people {
		people[i] = app.Person{
			ID:       scaleID(scalePerson, i),
			Name:     pick("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单解曾覃仇") + pick("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志") + pick("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志"),
			Gender:   app.Gender(of("male", "female")),
			IDNumber: scaleIDNumber(random, i), Phone: fmt.Sprintf("139%08d", i),
		}
	}
	if err := putBare(t, t.s.people, people); err != nil {
		return err
	}
	first := time.Date(scaleYear, 1, 1, 9, 0, 0, 0, app.Zone)
	move := 0
	for n := range scaleEvents {
		e := app.Event{
			ID: scaleID(scaleEvent, n), Title: fmt.Sprintf("第%d次政务开放日", n+1), Theme: "走进政务服务", Organiser: "滨河街道办事处",
			Start: first.Add(time.Duration(n) * 105 * time.Minute), State: app.StateHeld, CreatedAt: present, UpdatedAt: present,
			Quotas: []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}},
		}
		if err := putBare(t, t.s.events, []app.Event{e}); err != nil {
			return err
		}
		list := make([]app.Invitee, scaleInvitees)
		for i := range list {
			list[i] = app.Invitee{
				ID: scaleID(scaleInvitee, n*scaleInvitees+i), EventID: e.ID, Position: i + 1,
				// Everybody comes to eight events.
				Person: app.Person{ID: people[(n*scaleInvitees+i*7)%scalePeople].ID},
				Unit:   fmt.Sprintf("滨河街道第%d社区居民委员会", random.IntN(400)), Post: of("居民", "网格员", "党员", "楼长"),
				Category:   of("群众代表", "人大代表", "政协委员", "企业职工", "媒体", "离退休老干部", "道德模范"),
				Vetting:    app.Vetting(of("approved", "approved", "approved", "approved", "pending", "waiting", "declined")),
				Attendance: app.Attendance(of("came", "came", "came", "absent", "excused", "", "substitute")),
				CreatedAt:  present, UpdatedAt: present,
			}
		}
		if err := putBare(t, t.s.invitees, list); err != nil {
			return err
		}
		opinions := make([]app.Feedback, scaleOpinions)
		for i := range opinions {
			f := &opinions[i]
			*f = app.Feedback{
				ID: scaleID(scaleOpinion, n*scaleOpinions+i), EventID: e.ID, Position: i + 1,
				Content: "希望在" + list[i].Unit + "附近增设路灯，晚上出行更安全。", InviteeID: list[i].ID, Speaker: "居民",
				Category: of("市政", "环境", "交通", "教育", "医疗"), Department: of("市政科", "环卫所", "交警中队", "教育办", "社区卫生服务中心"),
				State:     app.FeedbackState(of("recorded", "answered", "assigned", "in_progress", "done", "replied", "followed_up")),
				DueDate:   app.DayOf(e.Start.AddDate(0, 0, 15)),
				Telephone: fmt.Sprintf("138%08d", n*scaleOpinions+i), CreatedAt: present, UpdatedAt: present,
			}
			for range 2 {
				f.History = append(f.History, app.Transition{ID: scaleID(scaleMove, move), At: present, By: "经办人", Kind: "record", To: f.State, Note: "已登记"})
				move++
			}
		}
		if err := putBare(t, t.s.feedback, opinions); err != nil {
			return err
		}
	}
	return nil
}

// scaleIDNumber returns an ID number with the right check digit.
func scaleIDNumber(random *rand.Rand, n int) string {
	born := time.Date(1946, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(22000))
	number := "110101" + born.Format("20060102") + fmt.Sprintf("%03d", n%1000)
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(number[i]-'0') * weight
	}
	return number + string("10X98765432"[sum%11])
}

// scaleWorks are what is measured on the big file, by name. Each works on a file
// of its own that it may change.
var scaleWorks = map[string]func(context.Context, *Store) error{
	"people": func(ctx context.Context, s *Store) error {
		_, err := serving(s, present).LibraryPage(ctx, app.PersonFilter{Limit: 200})
		return err
	},
	"people-next": func(ctx context.Context, s *Store) error {
		after := app.Person{ID: scaleID(scalePerson, 77), Name: "马秀兰"}
		_, err := serving(s, present).LibraryPage(ctx, app.PersonFilter{Limit: 200, After: after})
		return err
	},
	"people-search": func(ctx context.Context, s *Store) error {
		_, err := serving(s, present).LibraryPage(ctx, app.PersonFilter{Limit: 200, Text: "第399社区"})
		return err
	},
	"invite": func(ctx context.Context, s *Store) error {
		n, err := serving(s, present).InvitePeople(ctx, scaleID(scaleEvent, 17), []string{scaleID(scalePerson, 90_000), scaleID(scalePerson, 100_001)})
		if err == nil && n != 2 {
			err = fmt.Errorf("%d people were invited", n)
		}
		return err
	},
	"yearly": func(ctx context.Context, s *Store) error {
		return scaleYearly(ctx, s, io.Discard)
	},
	"doctor": func(ctx context.Context, s *Store) error {
		found, err := s.Check(ctx)
		if err == nil && len(found) > 0 {
			err = errors.New(strings.Join(found, " "))
		}
		return err
	},
	"purge": func(ctx context.Context, s *Store) error {
		_, err := serving(s, present).Purge(ctx, scaleID(scaleEvent, 17))
		return err
	},
	"daily-copy": func(ctx context.Context, s *Store) error {
		save := func(took *[]time.Duration) error {
			pace := time.NewTicker(20 * time.Millisecond)
			defer pace.Stop()
			for n := range scaleSaves {
				start := time.Now()
				if err := serving(s, present).SetSetting(ctx, "n", time.Now().String()+strconv.Itoa(n)); err != nil {
					return err
				}
				*took = append(*took, time.Since(start))
				<-pace.C
			}
			return nil
		}
		if err := save(&savesAlone); err != nil {
			return err
		}
		// Each save overtakes the copy, which begins anew at once, so that there are
		// steps beside nearly all of them.
		temp := filepath.Join(filepath.Dir(s.path), "steps.db")
		if err := os.WriteFile(temp, nil, 0o600); err != nil {
			return err
		}
		stepping, stop := context.WithCancel(ctx)
		defer stop()
		stepped := make(chan error, 1)
		go func() {
			err := stepwise(stepping, s.path, temp, func(ctx context.Context, _ time.Duration) error { return waitFor(ctx, dailyPause) })
			stepped <- err
		}()
		if err := save(&savesBeside); err != nil {
			return err
		}
		stop()
		if err := <-stepped; !errors.Is(err, context.Canceled) {
			return fmt.Errorf("the steps were over before the saves: %v", err)
		}
		copying := time.Now()
		err, thinning := s.takeDailyCopy(ctx)
		wholeCopy = time.Since(copying)
		return errors.Join(err, thinning, os.Remove(temp))
	},
	"idle": func(context.Context, *Store) error { return nil },
}

// scaleSaves is how many saves are measured beside the day's copy, and without it.
const scaleSaves = 400

// How long each save took without the day's copy and beside its steps, and how
// long the copy takes when nobody saves.
var (
	savesAlone, savesBeside []time.Duration
	wholeCopy               time.Duration
)

// worst returns the longest of some times, and that which 99 of 100 stay within, in
// milliseconds.
func worst(times []time.Duration) (all, most int64) {
	if len(times) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)-1].Milliseconds(), sorted[len(sorted)*99/100].Milliseconds()
}

func scaleYearly(ctx context.Context, s *Store, w io.Writer) error {
	figures, err := serving(s, present).YearFigures(ctx, scaleYear, present)
	if err != nil {
		return err
	}
	_, err = after.Yearly(ctx, w, figures)
	return err
}

// childMeasures does one of scaleWorks and says how many milliseconds it took and
// how many kilobytes of memory this program had at most.
func childMeasures(args []string) error {
	ctx := context.Background()
	opening := time.Now()
	s, err := Open(ctx, args[0], Options{Clock: at(present)})
	if err != nil {
		return err
	}
	defer s.Close()
	work := scaleWorks[args[1]]
	start := time.Now()
	opened := start.Sub(opening)
	if err := work(ctx, s); err != nil {
		return err
	}
	took := time.Since(start)
	peak, err := peakMemory()
	if err != nil {
		return err
	}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err
	}
	cpu := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	alone, alone99 := worst(savesAlone)
	beside, beside99 := worst(savesBeside)
	fmt.Printf("%d %d %d %d %d %d %d %d %d\n", alone, alone99, beside, beside99, wholeCopy.Milliseconds(), opened.Milliseconds(), took.Milliseconds(), cpu.Milliseconds(), peak)
	return s.Close()
}

// peakMemory returns how many kilobytes this program has had in memory at most.
func peakMemory() (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	return strconv.Atoi(strings.Fields(line)[0])
}

// scaleCopy puts the big file, with its key and today's copy taken, into a folder
// of a benchmark's own.
func scaleCopy(tb testing.TB, from string) string {
	tb.Helper()
	to := filepath.Join(tb.TempDir(), "openday.db")
	for _, names := range [][2]string{{from, to}, {keys.File(from), keys.File(to)}} {
		source := must(os.Open(names[0]))(tb)
		target := must(os.Create(names[1]))(tb)
		must(io.Copy(target, source))(tb)
		try(tb, errors.Join(source.Close(), target.Sync(), target.Close())) // else the first save would wait for all of it
	}
	return to
}

// BenchmarkScale measures how long works take on the big file, and how much memory:
//
//	go test ./data -run '^$' -bench Scale -benchtime 1x
func BenchmarkScale(b *testing.B) {
	from := scaleFile(b)
	for _, name := range []string{"idle", "people", "people-next", "people-search", "invite", "yearly", "doctor", "purge", "daily-copy"} {
		b.Run(name, func(b *testing.B) {
			var alone, alone99, beside, beside99, whole, opened, took, cpu, peak int
			for range b.N {
				b.StopTimer()
				path := scaleCopy(b, from)
				try(b, open(b, path, atPresent()).Close()) // takes the day's copy
				b.StartTimer()
				out, err := child(b, "measure", path, name).Output()
				if err != nil {
					b.Fatalf("%v %s", err, out)
				}
				must(fmt.Sscan(string(out), &alone, &alone99, &beside, &beside99, &whole, &opened, &took, &cpu, &peak))(b)
			}
			b.ReportMetric(0, "ns/op") // the child's own figure says it
			if name == "daily-copy" {
				b.ReportMetric(float64(alone), "worst-save-alone-ms")
				b.ReportMetric(float64(alone99), "99%-save-alone-ms")
				b.ReportMetric(float64(beside), "worst-save-ms")
				b.ReportMetric(float64(beside99), "99%-save-ms")
				b.ReportMetric(float64(whole), "copy-ms")
			}
			b.ReportMetric(float64(opened), "open-ms")
			b.ReportMetric(float64(took), "ms")
			b.ReportMetric(float64(cpu), "cpu-ms")
			b.ReportMetric(float64(peak)/1024, "peak-MB")
		})
	}
}
