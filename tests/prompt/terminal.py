"""A program in a real pseudo-terminal: type, wait for what it says, resize."""
import codecs, fcntl, os, pty, re, select, signal, struct, sys, termios, time, unicodedata

SLOW = float(os.environ.get('TIAO_TEST_SECONDS', '20'))


class Terminal:
    def __init__(self, argv, env, rows=40, columns=100, cwd=None):
        try:
            self.pid, self.fd = pty.fork()
        except OSError as error:
            print(f'skipped: this machine has no pseudo-terminals ({error})', file=sys.stderr)
            sys.exit(77)
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
            os.execvpe(argv[0], argv, env)
        self.rows, self.seen, self.status = rows, '', None
        self.raw, self.decode, self.held = b'', codecs.getincrementaldecoder('utf-8')('replace').decode, ''

    def read(self, seconds):
        """Takes in what comes within the time; false at the end of the program."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            more = os.read(self.fd, 65536)
        except OSError:
            more = b''
        self.raw += more
        text      = self.held + self.decode(more)
        cut       = re.search(r'\x1b([\[\]()][^A-Za-z\x07]*)?$', text)
        self.held = text[cut.start():] if cut else ''
        self.seen += plain(text[:len(text) - len(self.held)])
        return bool(more)

    def send(self, text):
        data = text.encode() if isinstance(text, str) else text
        while data:                                   # a terminal takes some 4 kB at a time
            if select.select([], [self.fd], [], 0.01)[1]:
                data = data[os.write(self.fd, data[:512]):]
            self.read(0)

    def expect(self, pattern):
        """Waits for the pattern; gives what came up to its end, and forgets it."""
        until = time.time() + SLOW
        while not (m := re.search(pattern, self.seen, re.S)):
            if time.time() > until or not self.read(0.2):
                m = re.search(pattern, self.seen, re.S)
                if m:
                    break
                raise AssertionError(f'no {pattern!r} in {self.seen[-2000:]!r}')
        came, self.seen = self.seen[:m.end()], self.seen[m.end():]
        return came

    def resize(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    def echoes(self):
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)

    def kill(self, sig):
        os.kill(self.pid, sig)

    def end(self):
        """The exit status, once the program has ended."""
        until = time.time() + SLOW
        while time.time() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0) and select.select([self.fd], [], [], 0)[0]:
                    pass
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
            self.read(0.05)
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError(f'it does not end: {self.seen[-2000:]!r}')


def plain(text):
    text = re.sub(r'\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|\x1b[()][0-9A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)', '', text)
    return text.replace('\r', '')


def width(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 0 if unicodedata.combining(c) else 1 for c in s)
