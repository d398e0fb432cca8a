"""Training of the line recogniser of `extractors.own_reader` on lines that are set and spoilt by this program.

`text` says what is printed, `faces` and `drawing` set it, `scanning` spoils it, `pool` keeps it; `network`, `train` and
`export` make the model; `evaluate` measures it. Needs the dependencies of the extra `training`, which no user needs.
"""
