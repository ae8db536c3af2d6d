/**
 * What each shell needs to ask `pegel complete`. Everything about commands, options and values stays in the program, so a
 * script never has to be renewed. The answer's first line says what follows: words with what they mean after a tab, or
 * that the shell should complete files or folders.
 */
export const shells = {
  bash: `# Completion of pegel for bash. In ~/.bashrc: source <(pegel completion bash)
_pegel() {
  local line="\${COMP_LINE:0:COMP_POINT}" current kind word prefix
  local -a typed
  # A space behind a backslash is part of a word.
  IFS=$' \\t\\n' read -a typed <<<"$line"
  if [[ $line == *[[:space:]] && $line != *\\\\[[:space:]] ]]; then typed+=(''); fi
  current="\${typed[\${#typed[@]} - 1]}"
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS=$'\\t' read -r word _; do COMPREPLY+=("$word"); done
  } < <("$1" complete -- "\${typed[@]:1}" 2>/dev/null </dev/null)
  case $kind in
    files | folders)
      compopt -o filenames 2>/dev/null
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(if [[ $kind == folders ]]; then compgen -d -- "\${current##*=}"; else compgen -f -- "\${current##*=}"; fi)
      ;;
    *)
      # What ends in a colon goes on.
      if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
      # Readline replaces only what follows the last colon or equals sign.
      if [[ $current == *[:=]* ]]; then
        prefix="\${current%"\${current##*[:=]}"}"
        COMPREPLY=("\${COMPREPLY[@]#"$prefix"}")
      fi
      ;;
  esac
}
complete -F _pegel pegel
`,
  zsh: `#compdef pegel
# Completion of pegel for zsh. In ~/.zshrc after compinit: source <(pegel completion zsh)
_pegel() {
  local kind line word says
  local -a lines described bare open
  lines=("\${(@f)$("\${(Q)words[1]}" complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  shift lines
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
    *)
      for line in $lines; do
        word=\${line%%$'\\t'*} says=\${line#*$'\\t'}
        # What ends in a colon goes on.
        if [[ $word == *: ]]; then open+=("$word")
        elif [[ -n $says ]]; then described+=("\${word//:/\\\\:}:$says")
        else bare+=("$word"); fi
      done
      if (( $#open )); then compadd -S '' -a open; fi
      if (( $#bare )); then compadd -a bare; fi
      if (( $#described )); then _describe -t values 'pegel' described; fi
      ;;
  esac
}
if [[ $funcstack[1] == _pegel ]]; then _pegel "$@"; else compdef _pegel pegel; fi
`,
  fish: `# Completion of pegel for fish. In ~/.config/fish/config.fish: pegel completion fish | source
function __pegel_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($typed[1] complete -- $typed[2..] "$current" 2>/dev/null </dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch $kind
        case files
            # Of what it does not know, fish takes every argument for a file, however it is quoted.
            complete -C "pegel-file $current"
        case folders
            __fish_complete_directories "$current"
        case '*'
            for line in $lines
                echo $line
            end
    end
end
complete -c pegel -f -a '(__pegel_complete)'
`,
} as const satisfies Record<string, string>;

export type Shell = keyof typeof shells;
export const shellNames = Object.keys(shells) as Shell[]; // Object.keys forgets the literal keys.
