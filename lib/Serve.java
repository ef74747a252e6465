// What only the collector needs, on top of the core.
//SOURCES Lib.java
//DEPS org.eclipse.jetty:jetty-server:12.1.14
//SOURCES Templates.java
//FILES assets/tarn.min.js=../infra/assets/tarn.min.js
//FILES assets/hello.gif=../infra/assets/hello.gif
//FILES assets/noscript.gif=../infra/assets/noscript.gif
//FILES html/=serve/html/*
//SOURCES serve/*.java
