"""What is made from the lessons: notebooks, tables of the README, index, glossary; and what they are made from."""
