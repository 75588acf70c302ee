// Package data keeps open days in one SQLite file, the data file. It implements
// app.Store: an entity has a file here, with the columns of its table declared
// once. ID numbers are encrypted field by field with a key that lies in a file
// of its own, and copies of the data file are kept in the folder copies beside it.
package data
