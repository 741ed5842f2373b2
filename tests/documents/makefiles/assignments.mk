A=1
B := 2
C ::= 3
D ?= 4
E += 5
F != echo 6
  G   =   seven
H =
override I = 9
export override J := 10
define = a variable of that name
ifeq = another
export = and another
K = $(A)$(B)
L = $(K) $L
private M = 1
undefine H
N+=1
O?=1
all: ; @echo $(A)
