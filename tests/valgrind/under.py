#!/usr/bin/env python3
"""A test of the program, with the program under valgrind.

usage: under.py TIAO COMMAND...

Runs COMMAND, in which @ stands for a program that behaves as TIAO, with tiao-read beside it. Fails where the command does, and where valgrind has
anything to report of any process, even of one in the middle of a pipe or one that was expected to fail.
"""
import os, shutil, subprocess, sys, tempfile

memcheck = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'memcheck')
with tempfile.TemporaryDirectory(prefix='valgrind') as folder:
    reports, program = os.path.join(folder, 'reports'), os.path.abspath(sys.argv[1])
    os.mkdir(reports)
    for name in 'tiao', 'tiao-read':
        wrapper = os.path.join(folder, name)
        with open(wrapper, 'w') as f:
            f.write(f'#!/bin/sh\nexec "{memcheck}" "{os.path.join(os.path.dirname(program), name)}" "$@"\n')
        os.chmod(wrapper, 0o755)
    env = {'TIAO_TEST_SECONDS': '120', **os.environ, 'MEMCHECK': reports, 'VALGRIND': shutil.which('valgrind')}      # cases may cut PATH
    status = subprocess.run([os.path.join(folder, 'tiao') if a == '@' else a for a in sys.argv[2:]], env=env).returncode
    ran, found = 0, 0
    for name in sorted(os.listdir(reports)):
        ran += 1
        with open(os.path.join(reports, name), errors='replace') as f:
            report = f.read()
        if report:
            found += 1
            print(report[:4000])
    print(f'{ran} processes under valgrind, {found} with a report')
sys.exit(status or found != 0 or ran == 0)
