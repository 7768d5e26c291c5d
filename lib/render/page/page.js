/* What a page does beyond being read: search, filters, the outline's place, links to copy. Without it all is there to read.
   Text nodes are cut and put into marks; what is found is never read as markup. */
(function () {
  'use strict';
  var root = document.documentElement, id = function (s) { return document.getElementById(s); };
  var all = Array.prototype.slice.call(document.querySelectorAll('main .n'));
  var find = id('find'), box = id('q'), out = id('hits'), only = id('only'), said = id('said'), details = id('outline');
  var marks = [], at = -1, hits = 0;
  root.classList.add('script');

  /* ---- search: width, case and the blanks between characters do not count ---- */

  function fold(s) { return s.normalize('NFKC').toLowerCase().replace(/\s+/g, ''); }

  /* The folded text of a node, and of each of its characters the text node and the place there. Made once. */
  function texts(e) {
    if (e.folded)
      return e.folded;
    var walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), f = e.folded = { s: '', node: [], at: [] }, t, list = [];
    while ((t = walk.nextNode()))
      if (!t.parentNode.closest('.link'))
        list.push(t);
    list.forEach(function (node, k) {
      for (var i = 0; i < node.data.length;) {
        var size = node.data.codePointAt(i) > 0xFFFF ? 2 : 1, c = fold(node.data.substr(i, size));
        for (var j = 0; j < c.length; j++) {
          f.node.push(k);
          f.at.push([i, i + size]);
        }
        f.s += c;
        i += size;
      }
    });
    f.list = list;
    return f;
  }

  function clear() {
    marks.forEach(function (run) {
      run.forEach(function (m) {
        var p = m.parentNode;
        while (m.firstChild)
          p.insertBefore(m.firstChild, m);
        p.removeChild(m);
        p.normalize();
      });
    });
    marks = [];
    at = -1;
  }

  /* Marks [from, to) of the folded text, which may run over several text nodes. */
  function mark(f, from, to, cut) {
    var run = [];
    for (var i = from; i < to;) {
      var k = f.node[i], end = i;
      while (end < to && f.node[end] === k)
        end++;
      cut.push({ node: f.list[k], from: f.at[i][0], to: f.at[end - 1][1], run: run });
      i = end;
    }
    marks.push(run);
  }

  function search() {
    var words = box.value.split(/\s+/).map(fold).filter(Boolean), clauses = 0;
    clear();
    all.forEach(function (e) {
      var f = e.folded = words.length ? texts(e) : e.folded, spans = [], cut = [];
      var ok = words.length > 0 && words.every(function (w) { return f.s.indexOf(w) >= 0; });
      e.classList.toggle('miss', only.checked && words.length > 0 && !ok);
      if (!ok)
        return;
      clauses++;
      words.forEach(function (w) {
        for (var i = -1; (i = f.s.indexOf(w, i + 1)) >= 0; i += w.length - 1)
          spans.push([i, i + w.length]);
      });
      spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
      var last = 0;
      spans.forEach(function (s) {
        if (s[0] >= last) {
          mark(f, s[0], s[1], cut);
          last = s[1];
        }
      });
      cut.reverse().forEach(function (c) {          /* from the end, so that the places before it hold */
        var m = document.createElement('mark'), t = c.node;
        if (c.to < t.data.length)
          t.splitText(c.to);
        if (c.from)
          t = t.splitText(c.from);
        t.parentNode.replaceChild(m, t);
        m.appendChild(t);
        c.run.unshift(m);
      });
      e.folded = null;
    });
    hits = clauses;
    tell();
    id('prev').disabled = id('next').disabled = !marks.length;
  }

  function tell() {
    var any = box.value.trim() !== '';
    out.textContent = !any ? '' : !marks.length ? '没有' : (at < 0 ? '' : at + 1 + ' / ') + marks.length + ' 处，' + hits + ' 条';
    root.classList.toggle('searching', any);
  }

  function go(step) {
    if (!marks.length)
      return;
    if (at >= 0)
      marks[at].forEach(function (m) { m.classList.remove('now'); });
    if (at < 0 && step > 0) {                        /* the first from here on, not the first of all */
      var top = id('bar').getBoundingClientRect().bottom;
      at = marks.findIndex(function (run) { return run[0].getBoundingClientRect().top >= top; });
      at = at < 0 ? 0 : at;
    } else
      at = (at < 0 ? marks.length - 1 : at + step + marks.length) % marks.length;
    marks[at].forEach(function (m) { m.classList.add('now'); });
    marks[at][0].scrollIntoView({ block: 'center' });
    tell();
  }

  find.hidden = false;
  box.addEventListener('input', function (e) { if (!e.isComposing) search(); });
  box.addEventListener('compositionend', search);
  only.addEventListener('change', search);
  find.addEventListener('submit', function (e) { e.preventDefault(); go(1); });
  box.addEventListener('keydown', function (e) {
    if (e.key === 'Enter' && e.shiftKey && !e.isComposing) {
      e.preventDefault();
      go(-1);
    } else if (e.key === 'Escape') {
      box.value = '';
      search();
    }
  });
  id('next').addEventListener('click', function () { go(1); });
  id('prev').addEventListener('click', function () { go(-1); });
  document.addEventListener('keydown', function (e) {
    if (e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      e.preventDefault();
      box.focus();
      box.select();
    }
  });

  /* ---- addresses: #q=WORDS searches, #DOC:STEPS is #STEPS ---- */

  function arrive() {
    var hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash.replace(/%(?![0-9a-f]{2})/gi, '%25'));      /* #q=15% is what a person types */
    } catch (e) {}                                    /* bytes that are no UTF-8 */
    if (/^q=/.test(hash)) {
      box.value = hash.slice(2);
      search();
      go(1);
    } else if (hash && !id(hash) && id(hash.slice(hash.lastIndexOf(':') + 1)))
      location.replace('#' + hash.slice(hash.lastIndexOf(':') + 1));
    else if (hash && id(hash) && id(hash).classList.contains('miss')) {
      only.checked = false;
      search();
      id(hash).scrollIntoView();
    }
  }
  addEventListener('hashchange', arrive);

  var quiet;
  function say(s) {
    said.textContent = s;
    clearTimeout(quiet);
    quiet = setTimeout(function () { said.textContent = ''; }, 2500);
  }

  document.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('.link');
    if (a && navigator.clipboard && !e.ctrlKey && !e.metaKey && !e.shiftKey)
      navigator.clipboard.writeText(a.href).then(function () { say('已复制 ' + a.textContent + ' 的链接'); }, function () {});
    if (e.target.closest && e.target.closest('.outline a') && narrow.matches)
      details.open = false;
  });

  /* ---- the outline: where one is ---- */

  var narrow = matchMedia('(max-width: 56rem)'), entries = {}, now;
  details.querySelectorAll('a').forEach(function (a) { entries[a.getAttribute('href').slice(1)] = a; });
  var places = Object.keys(entries).map(id).filter(Boolean);

  function follow() {
    var top = id('bar').getBoundingClientRect().bottom + 100, low = 0, high = places.length;
    while (low < high) {
      var mid = (low + high) >> 1;
      if (places[mid].getBoundingClientRect().top <= top) low = mid + 1; else high = mid;
    }
    var a = low ? entries[places[low - 1].id] : null;
    if (a === now)
      return;
    if (now)
      now.removeAttribute('aria-current');
    if ((now = a)) {
      a.setAttribute('aria-current', 'true');
      var nav = details.parentNode, box = a.getBoundingClientRect(), frame = nav.getBoundingClientRect();
      if (!narrow.matches && (box.top < frame.top || box.bottom > frame.bottom))
        nav.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }
  var due = false;
  addEventListener('scroll', function () {
    if (due)
      return;
    due = true;
    requestAnimationFrame(function () { due = false; follow(); });
  }, { passive: true });
  function fit() { details.open = !narrow.matches; }
  narrow.addEventListener('change', fit);
  addEventListener('beforeprint', function () { details.open = true; });
  fit();

  /* ---- tables: a choice for each column that has few values ---- */

  document.querySelectorAll('table').forEach(function (table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows), chosen = [], bar = document.createElement('div'), count = document.createElement('output');
    table.setAttribute('role', 'table');              /* the style makes blocks of it on a phone, which would end its being one */
    table.querySelectorAll('tr').forEach(function (r) { r.setAttribute('role', 'row'); });
    table.querySelectorAll('td').forEach(function (d) { d.setAttribute('role', 'cell'); });
    function show() {
      var n = 0;
      rows.forEach(function (r) {
        var ok = chosen.every(function (c) { return !c.box.value || r.cells[c.at].textContent === c.box.value; });
        r.classList.toggle('miss', !ok);
        n += ok;
      });
      count.textContent = n + ' / ' + rows.length + ' 行';
    }
    table.querySelectorAll('thead th').forEach(function (th, k) {
      th.setAttribute('role', 'columnheader');
      if (!th.hasAttribute('data-filter'))
        return;
      var label = document.createElement('label'), box = document.createElement('select'), seen = {};
      rows.forEach(function (r) { seen[r.cells[k].textContent] = (seen[r.cells[k].textContent] || 0) + 1; });
      var values = Object.keys(seen).filter(Boolean).sort(function (a, b) { return seen[b] - seen[a]; });
      if (values.length < 2)
        return;
      box.add(new Option('全部', ''));
      values.forEach(function (v) { box.add(new Option(v + '（' + seen[v] + '）', v)); });
      box.addEventListener('change', show);
      label.append(th.textContent + ' ', box);
      bar.append(label);
      chosen.push({ at: k, box: box });
    });
    if (!chosen.length)
      return;
    bar.className = 'filters';
    bar.append(count);
    table.before(bar);
    show();
  });

  arrive();
  follow();
})();
