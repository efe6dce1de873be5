import Foundation
import Research
import TestSupport
import Testing

/// The format is read by another language, from its description.
@Suite struct ModelFilePythonTests {
    static let isPresent =
        (try? Program.run(["-c", "import json"], executable: "/usr/bin/python3").status) == 0

    static let program = """
        import hashlib, json, struct, sys
        raw = open(sys.argv[1], 'rb').read()
        assert raw[:8] == b'BTMODEL\\n'
        length, = struct.unpack('<Q', raw[8:16])
        text, arrays = raw[16:16 + length], raw[16 + length:]
        assert (16 + length) % 64 == 0
        header = json.loads(text.decode('utf-8'))
        own = header['sha256']['header']
        before = text.rstrip(b' ')[:-67]
        assert hashlib.sha256(before + text[len(before) + 64:]).hexdigest() == own
        assert hashlib.sha256(arrays).hexdigest() == header['sha256']['arrays']
        assert header['bytes'] == len(arrays) and header['schema'] == 'backtest.model/1'
        assert list(header) == sorted(header)
        def show(node, path):
            for kind, code in (('numbers', 'd'), ('singles', 'f')):
                for name, place in node[kind].items():
                    assert place['offset'] % 64 == 0
                    values = struct.unpack_from('<%d%s' % (place['count'], code), arrays, place['offset'])
                    print(path + name, place['type'], *['%r' % value for value in values])
            for name, part in node['parts'].items(): show(part, path + name + '.')
        print(header['description']['seed'], header['description']['features'][1]['across'])
        show(header['model'], '')
        """

    @Test(.enabled(if: isPresent, "needs python3")) func pythonReadsTheNumbers() throws {
        try ModelFileFixture.inFolder { folder in
            let url = folder.appendingPathComponent("m.model")
            try ModelFileFixture.file().write(to: url)
            let outcome = try Program.run(["-c", Self.program, url.path], executable: "/usr/bin/python3")
            #expect(outcome.errors == "")
            #expect(
                outcome.output == """
                    18446744073709551615 rank
                    width f64 3.0
                    base.dropouts f64 0.0
                    base.inputs f64 3.0
                    base.normalises f64 0.0
                    base.slopes f64 0.0
                    base.widths f64 1.0
                    base.weights f32 0.5 -1.25 3.0 0.10000000149011612
                    transform.centres f64 1.0 2.0 3.0
                    transform.deviations f64 1.0 0.0 0.1

                    """)
        }
    }
}
