package command

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"openday/app"
)

// choice is an option that takes one of a few words.
type choice[T ~string] struct {
	value *T
	of    []T
}

func (c choice[T]) String() string {
	if c.value == nil { // pflag asks a zero one
		return ""
	}
	return string(*c.value)
}

// Type is what stands for the value where the option is described.
func (c choice[T]) Type() string { return c.list("|") }

func (c choice[T]) list(between string) string {
	all := make([]string, len(c.of))
	for i, v := range c.of {
		all[i] = string(v)
	}
	return strings.Join(all, between)
}

// Set implements pflag.Value.
func (c choice[T]) Set(value string) error {
	for _, v := range c.of {
		if string(v) == value {
			*c.value = v
			return nil
		}
	}
	return errors.New(c.Type()) // flagError says it in the person's language
}

// oneOf makes an option of a vocabulary.
func oneOf[T ~string](list app.Vocabulary[T], value *T) pflag.Value {
	c := choice[T]{value: value}
	for _, w := range list {
		c.of = append(c.of, w.Code)
	}
	return c
}

// choicesOf is an option that takes one or more of a few words, with commas
// between them.
type choicesOf[T ~string] struct {
	value *[]T
	of    choice[T]
}

func (c choicesOf[T]) String() string {
	if c.value == nil { // pflag asks a zero one
		return ""
	}
	return choice[T]{of: *c.value}.list(",")
}

// Type is what stands for the value where the option is described.
func (c choicesOf[T]) Type() string { return c.of.list(",") }

func (c choicesOf[T]) list(between string) string { return c.of.list(between) }

// Set implements pflag.Value.
func (c choicesOf[T]) Set(value string) error {
	var all []T
	for _, word := range strings.Split(value, ",") {
		var one T
		if err := (choice[T]{&one, c.of.of}).Set(word); err != nil {
			return err
		}
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	*c.value = all
	return nil
}

// someOf makes an option of several words of a vocabulary.
func someOf[T ~string](list app.Vocabulary[T], value *[]T) pflag.Value {
	c := choicesOf[T]{value: value}
	for _, w := range list {
		c.of.of = append(c.of.of, w.Code)
	}
	return c
}
