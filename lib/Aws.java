// What only AWS needs, on top of the core: the stack, its commands and what runs in it.
//SOURCES Lib.java
//SOURCES aws/**.java
