// Package lib is a module of its own, so that the program has one to be listed.
package lib

// Name is all there is.
func Name() string { return "lib" }
