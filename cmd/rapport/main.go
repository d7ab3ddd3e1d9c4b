// Command rapport turns news articles into a knowledge graph and answers questions with the words that state the answer.
package main

func main() {}
