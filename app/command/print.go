package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"openday/app"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/service"
	"openday/app/words"
)

// printRun is the command print with what it was given.
type printRun struct {
	*session
	cmd    *cobra.Command
	event  string
	preset string
	ids    string // of the chosen invitees, between commas
	to     delivery
}

func (d *session) printCommand() *cobra.Command {
	p := &printRun{session: d}
	of := func(f paper.Format) string {
		with := slices.DeleteFunc(slices.Clone(papers.All), func(def paper.Definition) bool { return !slices.Contains(def.Formats(), f) })
		return choice[paper.Kind]{of: codes(with.Words())}.list(", ")
	}
	p.cmd = &cobra.Command{
		Use:   "print PAPER --event ID (--out FILE.pdf|.docx|.xlsx|.txt|.html | --printer NAME) [OPTION...]",
		Short: words.T("writes a paper as a PDF, those to be edited also as a Word file, those to be published as a text, too, or prints it"),
		Long: words.T("Papers: %s. The options stand in the order of the papers that have them.", meanings(papers.All.Words())) + "\n" +
			words.T("A file that ends in .docx makes these papers Word files to be edited: %s.", of(paper.FormatWord)) + "\n" +
			words.T("A file that ends in .xlsx makes these papers workbooks to be filled in: %s.", of(paper.FormatExcel)) + "\n" +
			words.T("A file that ends in .txt or .html makes these papers texts for a web page: %s.", of(paper.FormatText)),
		Args: exactly("PAPER"),
		RunE: func(_ *cobra.Command, args []string) error { return p.run(args[0]) },
	}
	flags := p.cmd.Flags()
	flags.SortFlags = false
	eventFlag(p.cmd, &p.event)
	p.to.flags(p.cmd)
	flags.StringVar(&p.preset, "preset", "", words.T("choices that were saved under this `NAME`"))
	for _, def := range papers.All {
		if def.People && flags.Lookup(chosenOption) == nil {
			flags.StringVar(&p.ids, chosenOption, "", words.T("only the invitees with these `ID,...`"))
		}
		for _, o := range def.New(app.Clock()).Options() {
			if flags.Lookup(o.Name) == nil {
				addOption(flags, o)
			}
		}
	}
	return p.cmd
}

// chosenOption is the option that names chosen invitees.
const chosenOption = "ids"

// run makes a paper and delivers it.
func (p *printRun) run(name string) error {
	def, err := p.definition(name)
	if err != nil {
		return err
	}
	made, err := p.choose(def)
	if err != nil {
		return err
	}
	ctx := p.cmd.Context()
	var material paper.Material
	err = p.with(ctx, reading, func(s *service.Service) (err error) {
		material, err = def.Gather(ctx, s, p.event, made, app.Clock())
		return noEvent(err, p.event)
	})
	if err != nil {
		return err
	}
	material.IDs = p.chosen()
	material.As, _ = def.FormatOf(filepath.Ext(p.to.out))
	err = p.deliver(p.cmd, p.to, goods{p.event, def.Kind, def.FileName(material.Dossier.Event, made)}, func(ctx context.Context, w io.Writer) (paper.Report, error) {
		return def.Write(ctx, w, made, material)
	})
	if err != nil {
		return err
	}
	if kept, ok := def.Printed(made, material); ok {
		err := p.with(ctx, reading, func(s *service.Service) error { return s.RememberPrint(ctx, kept) })
		if err != nil {
			fmt.Fprintln(p.cmd.ErrOrStderr(), words.T("The paper is written, but what it says could not be remembered."), err)
		}
	}
	return nil
}

// definition finds the paper that is asked for. The error is one of use: where
// there is none, or an option is missing or belongs to another paper.
func (p *printRun) definition(name string) (paper.Definition, error) {
	def, ok := papers.All.Of(paper.Kind(name))
	if !ok {
		return def, wrongUse(p.cmd, "There is no paper “%s”. There are: %s.", name, meanings(papers.All.Words()))
	}
	if !def.OfYear {
		if err := given(p.cmd, "event"); err != nil {
			return def, err
		}
	}
	if err := p.to.check(p.cmd); err != nil {
		return def, err
	}
	options := def.New(app.Clock()).Options()
	for _, stray := range p.optionsGiven() {
		own := slices.ContainsFunc(options, func(o paper.Option) bool { return o.Name == stray })
		if !own && !(def.People && stray == chosenOption) {
			return def, wrongUse(p.cmd, "The option %s is not for the paper %s.", "--"+stray, name)
		}
	}
	if def.OfYear && p.event != "" {
		return def, wrongUse(p.cmd, "The option %s is not for the paper %s.", "--event", name)
	}
	for _, o := range options {
		if o.Required && !p.cmd.Flags().Changed(o.Name) {
			return def, wrongUse(p.cmd, "The option %s is missing.", "--"+o.Name)
		}
	}
	if ending := filepath.Ext(p.to.out); slices.Contains(otherFiles, strings.ToLower(ending)) {
		if _, ok := def.FormatOf(ending); !ok {
			return def, wrongUse(p.cmd, "The paper %s cannot be had as a file that ends in %s. Give one that ends in %s.", name, ending, endings(def))
		}
	}
	return def, nil
}

// optionsGiven returns the options of papers that were given.
func (p *printRun) optionsGiven() []string {
	var all []string
	p.cmd.Flags().Visit(func(f *pflag.Flag) {
		if _, of := f.Value.(*optionFlag); of || f.Name == chosenOption {
			all = append(all, f.Name)
		}
	})
	return all
}

// choose begins the paper with the choices of the preset, where one is named,
// and those of the command line, which go before.
func (p *printRun) choose(def paper.Definition) (paper.Paper, error) {
	made := def.New(app.Clock())
	if p.preset != "" {
		err := p.with(p.cmd.Context(), reading, func(s *service.Service) error {
			options, err := paper.FindPreset(p.cmd.Context(), s, def, p.preset)
			made = def.Recall(options, app.Clock())
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, o := range made.Options() {
		if f := p.cmd.Flag(o.Name); f.Changed {
			if err := o.Set(f.Value.String()); err != nil {
				return nil, err
			}
		}
	}
	return made, nil
}

// chosen returns the ids of the chosen invitees, none for all.
func (p *printRun) chosen() []string {
	var ids []string
	for _, id := range strings.Split(p.ids, ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// otherFiles are the endings of files that a PDF would only pretend to be.
var otherFiles = []string{".doc", ".docx", ".wps", ".xls", ".xlsx", ".odt", ".rtf", ".txt", ".htm", ".html", ".png", ".jpg"}

// endings names the endings of files as which a paper can be had.
func endings(def paper.Definition) string {
	all := def.Formats()
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Ending()
	}
	return strings.Join(names, words.T(", |list"))
}

// meanings lists the words of a vocabulary as the command line has them, with
// what they mean: pinyin 按姓名拼音.
func meanings[T ~string](list app.Vocabulary[T]) string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w.Code) + " " + w.Label()
	}
	return strings.Join(all, ", ")
}

// noEvent says it of an error where there is no such event.
func noEvent(err error, event string) error {
	if app.CodeOf(err) == app.CodeNotFound {
		return app.Errorf(app.CodeNotFound, err, "There is no event with the id “%s”. “openday events” lists them.", event)
	}
	return err
}

func eventFlag(cmd *cobra.Command, event *string) {
	cmd.Flags().StringVar(event, "event", "", words.T("the event's `ID`; “openday events” lists them"))
}

func outFlag(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", "", words.T("the `FILE` to write"))
}

// given wants options to have a value.
func given(cmd *cobra.Command, names ...string) error {
	for _, name := range names {
		if cmd.Flag(name).Value.String() == "" {
			return wrongUse(cmd, "The option %s is missing.", "--"+name)
		}
	}
	return nil
}
