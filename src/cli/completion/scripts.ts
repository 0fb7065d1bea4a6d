export const SHELLS = ['bash', 'zsh', 'powershell'] as const;
export type CompletionShell = (typeof SHELLS)[number];

/**
 * What a shell has to run once. Each script asks `ccm-preflight complete COUNT -- WORD…`, which
 * prints one fitting word per line and, after a tab, its meaning. COUNT is passed because Windows
 * PowerShell drops an empty last word.
 */
export const COMPLETION_SCRIPTS = {
  bash: `_ccm_preflight() {
  local IFS=$'\\n' line
  COMPREPLY=()
  while read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" complete "$COMP_CWORD" -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _ccm_preflight ccm-preflight
`,
  zsh: `#compdef ccm-preflight
_ccm_preflight() {
  local -a lines described
  local line
  lines=("\${(@f)$("\${words[1]}" complete $((CURRENT - 1)) -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "\${lines[@]}"; do
    [[ -z $line ]] && continue
    described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#described} )); then
    _describe 'ccm-preflight' described
  else
    _files
  fi
}
compdef _ccm_preflight ccm-preflight
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName ccm-preflight, ccm-preflight.exe -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $typed = @($commandAst.CommandElements |
    Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
    ForEach-Object { $_.ToString() })
  $count = $typed.Count
  if ($wordToComplete -eq '') { $count += 1 }
  $program = $commandAst.CommandElements[0].ToString()
  & $program complete $count '--' @typed 2>$null | ForEach-Object {
    $word, $meaning = $_ -split "\`t", 2
    if (-not $meaning) { $meaning = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
  }
}
`,
} as const satisfies Record<CompletionShell, string>;
