// Package cache keeps what is slow to make from files, such as a compiled graph, in a folder of the user's, and finds it again for as long as
// those files are what they were.
//
// What is kept has a name, that of what it is made from: a dossier's path, a list of files. The folder holds, for the hash of a name:
//
//	HASH.inputs          the manifest: which files went in, with size, times, inode and digest of each, as in git's index
//	HASH-CONTENT.rsg     what was made, for each of the three states of the files that were asked for last; CONTENT is a hash of all that went in
//	HASH.lock            locked by who makes it, so that one does
//
// Files whose state is that of the manifest are not read. A file that was written to shortly before it was read is, as git does it
// ("racily clean"): it may have been written to again since without its state telling. So is one whose state differs; if its bytes are the same,
// what is kept stands, and if they are those of an earlier state, what was made of that.
//
// All of it can be deleted at any time.
package cache
