package printer

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"openday/app"
)

// Duplex says on which sides of the sheets a job is printed.
type Duplex string

// The ways to print on sheets.
const (
	Simplex   Duplex = ""      // one side
	LongEdge  Duplex = "long"  // both sides, turned like the leaves of a book
	ShortEdge Duplex = "short" // both sides, turned like the leaves of a wall calendar
)

// Setup is where and how a job is to be printed.
type Setup struct {
	// Printer is the name of a printer as the system has it; empty is the
	// system's default one.
	Printer string
	// Pages are the pages to print, counted from 1 and ascending; none is all.
	Pages []int
	// Copies is how often each page is printed; 0 is once.
	Copies int
	// Scattered prints all copies of a page before the next page. Else one whole
	// copy follows the other.
	Scattered bool
	// Duplex is which sides are printed on.
	Duplex Duplex
	// Driver is what the printer's driver keeps of the choices made in the
	// system's own dialog; nothing where there was none.
	Driver []byte
}

// MostCopies is how many copies one job makes at the most.
const MostCopies = 999

// Job is a PDF to be printed at its true size.
type Job struct {
	Setup
	// Title is what the job is called in the printer's queue.
	Title string
	// PDF is the file.
	PDF []byte
}

// Queue is a printer that can be chosen.
type Queue struct {
	Name    string
	Default bool // it is the system's default printer
	State   State
}

// State is whether a printer can print.
type State int

// The states of printers.
const (
	Ready   State = iota // as far as the system knows
	Offline              // off, or not reached
	Stopped              // it takes no jobs, or keeps them
)

// problem is the error of printing on a printer in its state.
func (q Queue) problem() error {
	switch q.State {
	case Offline:
		return app.Errorf(app.CodePrinter, nil, "The printer “%s” is offline. Check its power and its cable or network, then print again. Nothing was printed.", q.Name)
	case Stopped:
		return app.Errorf(app.CodePrinter, nil, "The printer “%s” is stopped. Let it go on in the system's printer settings, or choose another one. Nothing was printed.", q.Name)
	}
	return nil
}

// Progress is told which page is being printed, counted from 1, of how many; of
// is 0 where the system prints them by itself. It is called from the goroutine
// that prints.
type Progress func(page, of int)

// System is the printing of this computer. Its errors say in a sentence what
// happened and what to do: app.CodePrinter where a printer is missing, off or
// stopped, app.CodeInvalid for pages that there are not, context.Canceled where
// the person or ctx cancelled, app.CodeInternal where the printer's driver failed.
type System struct{}

// mostPages bounds a list of pages.
const mostPages = 100_000

// ParsePages reads a choice among the pages of a document, such as 1-3,5 or 8-
// for all from 8 on. Nothing chooses all and returns none. The pages come
// ascending, each once.
func ParsePages(text string, count int) ([]int, error) {
	text = strings.NewReplacer("，", ",", "、", ",", "；", ",", ";", ",", "－", "-", "—", "-", "–", "-", "~", "-", "～", "-", "至", "-", " ", "", "\t", "", "　", "").Replace(text)
	text = width.Fold.String(text)
	if text == "" {
		return nil, nil
	}
	bad := func() ([]int, error) {
		return nil, app.Errorf(app.CodeInvalid, nil, "The pages are not written as they should be. Write them like 1-3,5 and use the numbers from 1 to %d.", count)
	}
	chosen := make(map[int]bool)
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && ranged {
			if to = count; last != "" {
				to, err = strconv.Atoi(last)
			}
		}
		if err != nil || from < 1 || to < from || to > count || count > mostPages {
			return bad()
		}
		for n := from; n <= to; n++ {
			chosen[n] = true
		}
	}
	pages := make([]int, 0, len(chosen))
	for n := range chosen {
		pages = append(pages, n)
	}
	slices.Sort(pages)
	return pages, nil
}

// FormatPages writes pages as ParsePages reads them.
func FormatPages(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		last := i
		for last+1 < len(pages) && pages[last+1] == pages[last]+1 {
			last++
		}
		if last == i {
			parts = append(parts, strconv.Itoa(pages[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", pages[i], pages[last]))
		}
		i = last + 1
	}
	return strings.Join(parts, ",")
}

// sides returns the sides of paper of a job in their order: the number of the
// page on each, 0 for an empty back. Copies are made here and not by the printer's
// driver, as not every one can. On both sides of the sheets each copy begins with
// a sheet of its own.
func (s Setup) sides(count int) []int {
	pages := s.Pages
	if len(pages) == 0 {
		for n := range count {
			pages = append(pages, n+1)
		}
	}
	copies := max(s.Copies, 1)
	sheet := 1
	if s.Duplex != Simplex {
		sheet = 2
		if copies > 1 && len(pages)%2 == 1 {
			pages = append(slices.Clone(pages), 0)
		}
	}
	if !s.Scattered {
		return slices.Repeat(pages, copies)
	}
	var all []int
	for leaf := range slices.Chunk(pages, sheet) {
		all = append(all, slices.Repeat(leaf, copies)...)
	}
	return all
}

// check refuses pages and copies that there cannot be.
func (s Setup) check(count int) error {
	for i, n := range s.Pages {
		if n < 1 || n > count || i > 0 && n <= s.Pages[i-1] {
			return app.Errorf(app.CodeInvalid, nil, "There is no such page to print: the document has %d.", count)
		}
	}
	if s.Copies < 0 || s.Copies > MostCopies {
		return app.Errorf(app.CodeInvalid, nil, "From 1 to %d copies can be printed at once.", MostCopies)
	}
	return nil
}

// PageCount returns the number of pages of a PDF.
func PageCount(ctx context.Context, pdf []byte) (int, error) {
	d, err := Open(ctx, pdf)
	if err != nil {
		return 0, err
	}
	return d.PageCount(), d.Close()
}

// The sentences that several systems have in common.

func noPrinter(cause error) error {
	return app.Errorf(app.CodePrinter, cause, "No printer is installed on this computer. Install one in the system's settings, or save the paper as a PDF and print it elsewhere.")
}

func noSuchPrinter(name string, cause error) error {
	return app.Errorf(app.CodePrinter, cause, "There is no printer “%s” on this computer. Choose another one.", name)
}

func driverFailed(name string, cause error) error {
	return app.Errorf(app.CodeInternal, cause, "The printer “%s” could not print this: its driver reports an error.", name)
}
