// Command samepage measures a printed page against the page that was to be
// printed: it finds the ruled lines of both and tells how far they lie apart.
//
//	samepage DPI WANTED.pgm PRINTED.pgm
//
// It fails where a line is missing or more than half a millimetre away from its
// place. The pictures are grey ones as pdftoppm -gray writes them.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
)

const (
	mostApart = 0.5 // mm
	ruled     = 0.3 // a line is at least this part of the page long
	dark      = 176 // and at most this light
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "samepage:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return errors.New("give DPI WANTED.pgm PRINTED.pgm")
	}
	dpi, err := strconv.ParseFloat(args[0], 64)
	if err != nil {
		return err
	}
	wanted, err := read(args[1])
	if err != nil {
		return err
	}
	printed, err := read(args[2])
	if err != nil {
		return err
	}
	if (wanted.width > wanted.height) == (printed.width > printed.height) {
		return compare(dpi, wanted, printed)
	}
	// A lying page on a standing sheet: it may be turned either way.
	printed = printed.turned()
	if compare(dpi, wanted, printed) == nil {
		return nil
	}
	return compare(dpi, wanted, printed.turned().turned())
}

func compare(dpi float64, wanted, printed picture) error {
	var said string
	for _, axis := range []struct {
		name  string
		lines func(picture) []float64
	}{{"down", picture.rows}, {"across", picture.columns}} {
		want, got := axis.lines(wanted), axis.lines(printed)
		if len(want) < 2 || len(want) != len(got) {
			return fmt.Errorf("%s: %d ruled lines are printed, %d were to be", axis.name, len(got), len(want))
		}
		apart := 0.
		for i := range want {
			apart = max(apart, math.Abs(want[i]-got[i])/dpi*25.4)
		}
		last := len(want) - 1
		hundred := 100 * (got[last] - got[0]) / (want[last] - want[0])
		said += fmt.Sprintf("  %s: %d lines, at most %.2f mm from their places; 100 mm are %.2f mm\n", axis.name, len(want), apart, hundred)
		if apart > mostApart || math.Abs(hundred-100) > mostApart {
			return fmt.Errorf("more than %.1f mm:\n%s", mostApart, said)
		}
	}
	fmt.Print(said)
	return nil
}

// picture is a grey picture, a byte a dot.
type picture struct {
	width, height int
	dots          []byte
}

func read(file string) (picture, error) {
	f, err := os.Open(file)
	if err != nil {
		return picture{}, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var p picture
	var kind string
	var white int
	if _, err := fmt.Fscan(in, &kind, &p.width, &p.height, &white); err != nil || kind != "P5" || white != 255 {
		return picture{}, fmt.Errorf("%s is no grey picture", file)
	}
	if _, err := in.ReadByte(); err != nil { // the one space before the dots
		return picture{}, err
	}
	p.dots = make([]byte, p.width*p.height)
	_, err = io.ReadFull(in, p.dots)
	return p, err
}

// turned is the picture a quarter clockwise.
func (p picture) turned() picture {
	t := picture{p.height, p.width, make([]byte, len(p.dots))}
	for y := range p.height {
		for x := range p.width {
			t.dots[x*t.width+p.height-1-y] = p.dots[y*p.width+x]
		}
	}
	return t
}

func (p picture) rows() []float64 {
	return ruledLines(p.height, p.width, func(line, along int) byte { return p.dots[line*p.width+along] })
}

func (p picture) columns() []float64 {
	return ruledLines(p.width, p.height, func(line, along int) byte { return p.dots[along*p.width+line] })
}

// ruledLines finds the middles of lines that are dark without a gap over a good
// part of the page.
func ruledLines(lines, length int, at func(line, along int) byte) []float64 {
	var found []float64
	first := -1
	for line := 0; line <= lines; line++ {
		longest, now := 0, 0
		for along := 0; line < lines && along < length; along++ {
			if at(line, along) <= dark {
				now++
				longest = max(longest, now)
			} else {
				now = 0
			}
		}
		switch is := float64(longest) >= ruled*float64(length); {
		case is && first < 0:
			first = line
		case !is && first >= 0:
			found = append(found, float64(first+line-1)/2)
			first = -1
		}
	}
	return found
}
