"""The workers of the engines that are asked from Python: driver.py ENGINE. protocol.go describes the lines that it reads and writes."""

import glob
import hashlib
import importlib.metadata
import json
import os
import sys
import time


class DuckDB:
    package = "duckdb"

    def create(self, folder):
        self.open(folder, None)

    def open(self, folder, _):
        import duckdb

        self.db = duckdb.connect(os.path.join(folder, "duckdb"))
        self.prepared = {}

    def load(self, _, tables):
        run = self.db.execute
        run(f"""CREATE TABLE terms AS SELECT * FROM read_csv('{tables}/terms.tsv', delim='\t', header=false, quote='', escape='', nullstr='\\N',
            columns={{'id':'INTEGER','kind':'VARCHAR','lex':'VARCHAR','num':'DOUBLE','dt':'DATE'}})""")
        run(f"""CREATE TABLE quads AS SELECT * FROM read_csv('{tables}/quads.tsv', delim='\t', header=false,
            columns={{'s':'INTEGER','p':'INTEGER','o':'INTEGER','g':'INTEGER'}}) ORDER BY p, s, o""")
        run("CREATE INDEX terms_id ON terms(id)")
        run("CREATE INDEX terms_lex ON terms(lex)")
        run("CHECKPOINT")

    def ask(self, text):
        if text not in self.prepared:
            name = f"q{len(self.prepared)}"
            self.db.execute(f"PREPARE {name} AS {text}")
            self.prepared[text] = f"EXECUTE {name}"
        return [row[0] for row in self.db.execute(self.prepared[text]).fetchall()]

    def close(self):
        self.db.close()


class Kuzu:
    package = "kuzu"

    def create(self, folder):
        self.open(folder, None)

    def open(self, folder, _):
        import kuzu

        self.db = kuzu.Database(os.path.join(folder, "kuzu"), buffer_pool_size=4 << 30)
        self.connection = kuzu.Connection(self.db)
        self.prepared = {}

    def load(self, _, tables):
        run = self.connection.execute
        run("""CREATE NODE TABLE N(iri STRING, id INT64, typ STRING, name STRING, date DATE, amount INT64, value DOUBLE, evidence STRING,
            title STRING, published DATE, PRIMARY KEY(iri))""")
        run(f"""COPY N FROM '{tables}/nodes.csv' (HEADER=false, DELIM='|', QUOTE='"')""")
        for path in sorted(glob.glob(f"{tables}/rel_*.csv")):
            name = os.path.basename(path)[len("rel_") : -len(".csv")]
            run(f"CREATE REL TABLE {name}(FROM N TO N, g INT64)")
            run(f"COPY {name} FROM '{path}' (HEADER=false, DELIM='|')")
        run("CHECKPOINT")

    def ask(self, text):
        if text not in self.prepared:
            self.prepared[text] = self.connection.prepare(text)
        result = self.connection.execute(self.prepared[text])
        cells = [row[0] for row in result.get_all()]
        result.close()
        return cells

    def close(self):
        self.connection.close()
        self.db.close()


class Oxigraph:
    package = "pyoxigraph"

    def create(self, folder):
        self.open(folder, None)

    def open(self, folder, _):
        import pyoxigraph

        self.store = pyoxigraph.Store(os.path.join(folder, "oxigraph"))

    def load(self, file, _):
        import pyoxigraph

        self.store.bulk_load(path=file, format=pyoxigraph.RdfFormat.N_QUADS)
        self.store.optimize()
        self.store.flush()

    def ask(self, text):
        return [row[0].value for row in self.store.query(text)]

    def close(self):
        del self.store


engines = {"duckdb": DuckDB, "kuzu": Kuzu, "oxigraph": Oxigraph}


def ask_often(engine, request):
    nanos, end = [], time.perf_counter_ns() + request.get("for", 0)
    while not nanos or len(nanos) < request.get("most", 0) and time.perf_counter_ns() < end:
        start = time.perf_counter_ns()
        cells = engine.ask(request["text"])
        nanos.append(time.perf_counter_ns() - start)
    if "for" in request:
        return {"nanos": nanos}
    texts = [str(cell) for cell in cells]
    digest = hashlib.sha256("\n".join(sorted(texts)).encode()).digest()[:8].hex()
    return {"nanos": nanos, "rows": len(texts), "first": texts[0] if texts else "", "digest": digest}


def do(engine, request):
    what, start, reply = request["do"], time.perf_counter(), {}
    if what == "ask":
        return ask_often(engine, request)
    if what == "hello":
        __import__(engine.package)
        reply["version"] = importlib.metadata.version(engine.package)
    elif what == "create":
        engine.create(request["folder"])
    elif what == "load":
        engine.load(request["file"], request["tables"])
    elif what == "open":
        engine.open(request["folder"], request["file"])
    else:
        raise ValueError(f"{what} is no request")
    return reply | {"seconds": time.perf_counter() - start}


def main():
    engine, opened = engines[sys.argv[1]](), False
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = do(engine, request)
            opened = opened or request["do"] in ("create", "open")
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"[:300]}
        print(json.dumps(reply), flush=True)
    if opened:
        engine.close()


main()
