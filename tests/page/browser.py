"""A headless Chromium driven over two pipes (--remote-debugging-pipe): messages of JSON, each ended by a NUL."""
import base64, json, os, select, shutil, subprocess, tempfile, time


def find():
    return next((p for p in map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome')) if p), None)


class Browser:
    def __init__(self, program, script=True):
        self.home = tempfile.mkdtemp(prefix='tiao-page')
        to_read, self.out = os.pipe()
        self.into, to_write = os.pipe()

        def plumb():                                     # the browser reads on 3 and writes on 4
            a, b = os.dup(to_read), os.dup(to_write)
            while a < 5 or b < 5:
                a, b = os.dup(a) if a < 5 else a, os.dup(b) if b < 5 else b
            os.dup2(a, 3); os.dup2(b, 4)

        self.process = subprocess.Popen([program, '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--hide-scrollbars',
                                         '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN',
                                         f'--user-data-dir={self.home}', '--remote-debugging-pipe', 'about:blank'],
                                        preexec_fn=plumb, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read); os.close(to_write)
        self.rest, self.count, self.events, self.session = b'', 0, [], None
        target = next(t for t in self.call('Target.getTargets')['targetInfos'] if t['type'] == 'page')
        self.session = self.call('Target.attachToTarget', targetId=target['targetId'], flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Network', 'Log'):
            self.call(domain + '.enable')
        if not script:
            self.call('Emulation.setScriptExecutionDisabled', value=True)

    def receive(self, seconds):
        deadline = time.monotonic() + seconds
        while b'\0' not in self.rest:
            if not select.select([self.into], [], [], max(0, deadline - time.monotonic()))[0]:
                return None
            more = os.read(self.into, 1 << 20)
            if not more:
                raise SystemExit('the browser has gone')
            self.rest += more
        one, self.rest = self.rest.split(b'\0', 1)
        return json.loads(one)

    def call(self, method, **params):
        self.count += 1
        message = {'id': self.count, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        os.write(self.out, json.dumps(message).encode() + b'\0')
        while True:
            answer = self.receive(120)
            if answer is None:
                raise SystemExit(f'{method}: the browser does not answer')
            if answer.get('id') == self.count:
                if 'error' in answer:
                    raise SystemExit(f'{method}: {answer["error"]["message"]}')
                return answer['result']
            self.events.append(answer)

    def wait(self, method):
        while True:
            for k, e in enumerate(self.events):
                if e.get('method') == method:
                    return self.events.pop(k)
            e = self.receive(60)
            if e is None:
                raise SystemExit(f'{method}: the browser is silent')
            self.events.append(e)

    def open(self, path, fragment='', width=1280, height=900, dark=False, media=''):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.call('Emulation.setEmulatedMedia', media=media, features=[{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'},
                                                                       {'name': 'prefers-reduced-motion', 'value': 'reduce'}])
        self.call('Page.navigate', url='about:blank')
        self.wait('Page.loadEventFired')
        self.call('Page.navigate', url='file://' + os.path.abspath(path) + fragment)
        self.wait('Page.loadEventFired')

    def run(self, expression):
        """The value of an expression in the page."""
        r = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True, userGesture=True)
        if 'exceptionDetails' in r:
            raise SystemExit(f'{expression}: {r["exceptionDetails"].get("exception", {}).get("description")}')
        return r['result'].get('value')

    def type(self, text):
        self.call('Input.insertText', text=text)

    def press(self, key, modifiers=0):
        text = {'Enter': '\r', 'Tab': ''}.get(key, key if len(key) == 1 else '')
        codes = {'Enter': 13, 'Tab': 9, 'Escape': 27}
        common = dict(key=key, code=key, modifiers=modifiers, windowsVirtualKeyCode=codes.get(key, ord(key[0])))
        self.call('Input.dispatchKeyEvent', type='keyDown', **common, **({'text': text} if text else {}))
        self.call('Input.dispatchKeyEvent', type='keyUp', **common)

    def click(self, selector):
        x, y = self.run(f'(function(){{var e=document.querySelector({json.dumps(selector)});e.scrollIntoView({{block:"center"}});'
                        'var r=e.getBoundingClientRect();return [r.x+r.width/2,r.y+r.height/2]})()')
        for kind in ('mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left', clickCount=1)

    def screenshot(self, path):
        with open(path, 'wb') as f:
            f.write(base64.b64decode(self.call('Page.captureScreenshot', format='png')['data']))

    def print(self, path):
        with open(path, 'wb') as f:
            f.write(base64.b64decode(self.call('Page.printToPDF', preferCSSPageSize=True)['data']))

    def complaints(self):
        """What went to the console, and what was asked of the network, since the last call."""
        found = []
        for e in self.events:
            p = e.get('params', {})
            if e.get('method') == 'Runtime.exceptionThrown':
                found.append('exception: ' + p['exceptionDetails'].get('exception', {}).get('description', p['exceptionDetails']['text']))
            elif e.get('method') == 'Runtime.consoleAPICalled' and p['type'] in ('error', 'warning', 'assert'):
                found.append(f'console: {p["args"]}')
            elif e.get('method') == 'Log.entryAdded' and p['entry']['level'] in ('error', 'warning'):
                found.append('log: ' + p['entry']['text'])
            elif e.get('method') == 'Network.requestWillBeSent' and p.get('type') != 'Document':
                found.append('request: ' + p['request']['url'])
        self.events.clear()
        return found

    def close(self):
        try:
            self.call('Browser.close')
        except (SystemExit, OSError):
            self.process.kill()
        self.process.wait()
        os.close(self.out); os.close(self.into)
        shutil.rmtree(self.home, ignore_errors=True)
