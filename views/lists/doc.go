// Package lists holds the tables and the lists of rows of the window: a table
// declared by columns, whose rows have one height, and a list whose rows are widgets
// of differing height. What is chosen, and by which keys, is the same in both.
//
// It stands on package widgets and knows as little of the open day.
package lists
