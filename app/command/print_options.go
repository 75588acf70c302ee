package command

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"openday/app/paper"
	"openday/app/words"
)

// optionFlag is the flag of an option, which several papers may have: it keeps
// what was given until the paper is known.
type optionFlag struct {
	option paper.Option
	text   string
}

// addOption makes the flag of an option.
func addOption(flags *pflag.FlagSet, o paper.Option) {
	usage := o.Usage.String()
	if o.Kind == paper.OneWord || o.Kind == paper.SomeWords {
		usage = words.T("%s: %s|an option and its words", usage, meanings(o.Words))
	}
	flag := flags.VarPF(&optionFlag{option: o}, o.Name, "", usage)
	if o.Kind == paper.YesNo {
		flag.NoOptDefVal = strconv.FormatBool(true)
	}
}

// String returns what was given.
func (f *optionFlag) String() string { return f.text }

// Type is what stands for the value where the option is described.
func (f *optionFlag) Type() string {
	switch f.option.Kind {
	case paper.OneWord:
		return f.list("|")
	case paper.SomeWords:
		return f.list(",")
	case paper.YesNo:
		return "bool"
	case paper.Number:
		return "int"
	}
	return "string"
}

// list names the words to choose from, where there are any.
func (f *optionFlag) list(between string) string {
	return choice[string]{of: codes(f.option.Words)}.list(between)
}

// Set implements pflag.Value: it refuses what flagError explains. Whether the
// value suits the paper is asked when that is known.
func (f *optionFlag) Set(text string) error {
	var err error
	switch f.option.Kind {
	case paper.OneWord, paper.SomeWords:
		given := []string{text}
		if f.option.Kind == paper.SomeWords {
			given = strings.Split(text, ",")
		}
		if slices.ContainsFunc(given, func(word string) bool { return !f.option.Words.Has(word) }) {
			err = errors.New(f.Type())
		}
	case paper.Number:
		_, err = strconv.Atoi(text)
	case paper.YesNo:
		_, err = strconv.ParseBool(text)
	}
	if err == nil {
		f.text = text
	}
	return err
}
