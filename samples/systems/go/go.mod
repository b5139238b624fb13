module example.org/server

go 1.19

require example.org/lib v1.2.3

replace example.org/lib => ./lib
