package assets

import _ "embed" // for the tables below

// Calendar is the official schedule of holidays and make-up working days, a
// CSV file in the format that package workday reads.
//
//go:embed calendar/calendar.csv
var Calendar []byte

// StrokeOrder lists characters in the official stroke order: a line for each
// number of strokes, "number characters". strokes/make.py says how it is made.
//
//go:embed strokes/order.txt
var StrokeOrder string

// StrokeCounts holds a byte for each character of the ranges U+3400–9FFF,
// U+F900–FAFF and U+20000–323AF, one range after the other: its number of
// strokes, 0 where there is none.
//
//go:embed strokes/counts.bin
var StrokeCounts string

// Sample is an activity workbook of a whole event, which an empty data file
// offers to load.
//
//go:embed samples/plan1-civil-affairs.xlsx
var Sample []byte
