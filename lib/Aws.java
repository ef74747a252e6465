// What only the functions on AWS need, on top of the core.
//SOURCES Lib.java
//DEPS software.amazon.awssdk:glue
//DEPS com.amazonaws:aws-lambda-java-core:1.4.0
//DEPS io.github.crac:org-crac:0.1.3
//SOURCES aws/**.java
