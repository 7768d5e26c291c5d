# bash completion for tiao: the program itself says what may stand at the cursor.
_tiao()
{
    local line=${COMP_LINE:0:COMP_POINT} cur=${COMP_LINE:0:COMP_POINT} word note found
    cur=${cur##*[[:blank:]]}
    COMPREPLY=()
    found=$("${COMP_WORDS[0]}" complete-words --line "$line" 2>/dev/null) || return
    # bash parts words at : and = too, and wants what stands behind the last of them; not within quotes
    local head=
    if [[ ${COMP_WORDS[COMP_CWORD]} == [\'\"]* ]]; then
        cur=
    elif [[ $COMP_WORDBREAKS == *[:=]* && $cur == *[:=]* ]]; then
        head=${cur%"${cur##*[:=]}"}
    fi
    while IFS=$'\t' read -r word note; do
        if [[ $word == :files ]]; then
            compopt -o default
        elif [[ $word == "$head"* ]]; then
            COMPREPLY+=("${word#"$head"}")
        fi
    done <<<"$found"
    # an address, a field and an option with a value go on
    if [[ ${#COMPREPLY[@]} -eq 1 && $head${COMPREPLY[0]} == *[:=] || ${#COMPREPLY[@]} -eq 1 && $head == *: ]]; then
        compopt -o nospace
    fi
}
complete -o nosort -F _tiao tiao 2>/dev/null || complete -F _tiao tiao
