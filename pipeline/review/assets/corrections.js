// Corrections are kept in the browser, a map a document, until they are downloaded as corrections.csv.
"use strict";

const Corrections = {
  key: (docId) => "kehoach corrections " + docId,

  // {"<row_id>\n<field>": {row_id, number, ordinal, field, value, when}}
  read(docId) {
    try { return new Map(Object.entries(JSON.parse(localStorage.getItem(this.key(docId)) || "{}"))); } catch { return new Map(); }
  },

  write(docId, corrections) {
    try {
      if (corrections.size) localStorage.setItem(this.key(docId), JSON.stringify(Object.fromEntries(corrections)));
      else localStorage.removeItem(this.key(docId));
    } catch { /* storage may be forbidden; the page still holds them */ }
  },

  download(corrections) {
    const quote = (text) => '"' + String(text).replaceAll('"', '""') + '"';
    const lines = ["row_id,number,ordinal,field,value,by,when"];
    for (const c of corrections) lines.push([c.row_id, c.number, c.ordinal, c.field, c.value, "", c.when].map(quote).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "corrections.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
};

// Letters without case and marks, as people type when they search.
function folded(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}
