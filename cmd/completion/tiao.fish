# fish completion for tiao: the program itself says what may stand at the cursor.
function __tiao_words
    set -l before (commandline -opc)
    set -l word (string replace -r '^[\'"]' '' -- (commandline -ct))
    set -l found ($before[1] complete-words -- $before[2..-1] "$word" 2>/dev/null)
    if contains -- :files $found
        __fish_complete_path (commandline -ct)
    end
    string match -v -- :files $found
end
complete -c tiao -f -k -a '(__tiao_words)'
