// Package views is the window: a bar and a menu over four tabs, one file or a
// few for each. It speaks with the open day through package app alone; what it
// needs of the data file besides comes in through [DataFile].
//
// The desk is what all parts of the window share; see [desk] and [tab].
package views
