package command

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"openday/app"
	"openday/app/paper"
	"openday/app/service"
	"openday/app/words"
)

// nameChoices are the options of the papers that are made for one person after
// the other: letters, table cards and badges.
type nameChoices struct {
	letters paper.LetterOptions
	cards   paper.CardOptions
	badges  paper.BadgeOptions

	sort    *paper.Order // the option of the sign-in sheet
	leaders bool
	ids     string // between commas
	date    string
}

// flags makes the options and puts them, and the order of names, into the sets
// of the papers that have them.
func (c *nameChoices) flags(sort *pflag.Flag, own map[paper.Kind]*pflag.FlagSet) {
	c.letters, c.cards, c.badges = paper.DefaultLetterOptions(), paper.DefaultCardOptions(), paper.DefaultBadgeOptions()
	set := func(kinds ...paper.Kind) (*pflag.FlagSet, func()) {
		f := pflag.NewFlagSet("", pflag.ContinueOnError)
		f.SortFlags = false
		return f, func() {
			for _, k := range kinds {
				if own[k] == nil {
					own[k] = pflag.NewFlagSet("", pflag.ContinueOnError)
					own[k].SortFlags = false
				}
				own[k].AddFlagSet(f)
			}
		}
	}
	f, done := set(paper.KindLetters, paper.KindCards, paper.KindBadges)
	f.AddFlag(sort)
	f.StringVar(&c.ids, "ids", "", words.T("only the invitees with these `ID,...`"))
	done()
	f, done = set(paper.KindLetters)
	f.Var(someOf(paper.LetterResults, &c.letters.Results), "results", words.T("whom letters go to, one or more: %s", meanings(paper.LetterResults)))
	f.StringVar(&c.date, "date", "", words.T("the letters' `DATE`, such as 2026-09-24; without it today"))
	done()
	f, done = set(paper.KindCards, paper.KindBadges)
	f.BoolVar(&c.leaders, "leaders", false, words.T("the leading group as well"))
	done()
	f, done = set(paper.KindCards)
	f.Var(oneOf(paper.CardLayouts, &c.cards.Layout), "layout", words.T("layout of table cards: %s", meanings(paper.CardLayouts)))
	f.Var(oneOf(paper.Letterings, &c.cards.Letters), "letters", words.T("letters of the names: %s", meanings(paper.Letterings)))
	f.BoolVar(&c.cards.Unit, "unit", c.cards.Unit, words.T("the unit below the name"))
	done()
	f, done = set(paper.KindBadges)
	f.Var(oneOf(paper.Stocks, &c.badges.Stock), "stock", words.T("cards or labels: %s", meanings(paper.Stocks)))
	f.IntVar(&c.badges.Start, "start", 1, words.T("the first badge's place `N` on a partly used sheet"))
	f.Var(oneOf(paper.BadgeLines, &c.badges.Line), "line", words.T("below the name: %s", meanings(paper.BadgeLines)))
	f.BoolVar(&c.badges.Title, "title", c.badges.Title, words.T("the event's title; --title=false leaves it out"))
	f.BoolVar(&c.badges.Number, "number", c.badges.Number, words.T("the number on the list; --number=false leaves it out"))
	done()
}

// recall takes over the options of a preset.
func (c *nameChoices) recall(kind paper.Kind, options string) {
	start := c.badges.Start
	switch kind {
	case paper.KindLetters:
		c.letters = paper.ParseLetterOptions(options)
		*c.sort = c.letters.Sort
	case paper.KindCards:
		c.cards = paper.ParseCardOptions(options)
		*c.sort, c.leaders = c.cards.Sort, c.cards.Leaders
	case paper.KindBadges:
		c.badges = paper.ParseBadgeOptions(options)
		*c.sort, c.leaders, c.badges.Start = c.badges.Sort, c.badges.Leaders, start
	}
}

// write writes a paper as it was chosen.
func (c *nameChoices) write(ctx context.Context, w io.Writer, kind paper.Kind, d app.Dossier) (paper.Report, error) {
	var ids []string
	for _, id := range strings.Split(c.ids, ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	switch kind {
	case paper.KindCards:
		o := c.cards
		o.Sort, o.Leaders, o.IDs = *c.sort, c.leaders, ids
		return paper.Cards(ctx, w, d, o, app.Clock())
	case paper.KindBadges:
		o := c.badges
		o.Sort, o.Leaders, o.IDs = *c.sort, c.leaders, ids
		return paper.Badges(ctx, w, d, o, app.Clock())
	}
	o := c.letters
	o.Sort, o.IDs = *c.sort, ids
	if c.date != "" {
		day, err := time.ParseInLocation(time.DateOnly, c.date, app.Zone)
		if err != nil {
			return paper.Report{}, app.Errorf(app.CodeInvalid, err, "“%s” is no date. Write it like 2026-09-24.", c.date)
		}
		o.Date = day
	}
	return paper.Letters(ctx, w, d, o, app.Clock())
}

// recall takes over the options of a preset of a paper; those given on the
// command line beside it hold.
func (d *desk) recall(cmd *cobra.Command, c *choices, kind paper.Kind, preset string) error {
	if preset == "" {
		return nil
	}
	var options string
	err := d.with(cmd.Context(), reading, func(s *service.Service) (err error) {
		options, err = paper.FindPreset(cmd.Context(), s, kind, preset)
		return err
	})
	if err != nil {
		return err
	}
	given := map[*pflag.Flag]string{}
	if own := c.own[kind]; own != nil {
		own.VisitAll(func(f *pflag.Flag) {
			if f.Changed {
				given[f] = f.Value.String()
			}
		})
	}
	if kind == paper.KindSignIn {
		c.signIn = paper.ParseSignInOptions(options)
	} else {
		c.names.recall(kind, options)
	}
	for f, value := range given {
		if err := f.Value.Set(value); err != nil {
			return app.Errorf(app.CodeInternal, err, "The preset could not be used.")
		}
	}
	return nil
}
