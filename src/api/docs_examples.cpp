// Examples by language.
#include "api/docs_examples.h"

#include <algorithm>

namespace daymark::api {

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

std::string path_with(std::string_view path, std::string_view before, std::string_view after,
                      std::string (*name_of)(std::string)) {
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '{') {
            out += path[i];
            continue;
        }
        const std::size_t end = path.find('}', i);
        const std::string name(path.substr(i + 1, end - i - 1));
        out.append(before).append(name_of != nullptr ? name_of(name) : name).append(after);
        i = end;
    }
    return out;
}

std::string curl_example(const Example& example) {
    std::string text = example.method == "GET" ? "curl \"" : "curl -X " + example.method + " \"";
    text.append(base_mark).append(path_with(example.path, "$", "", upper)).append("\"");
    if (example.with_key) text += " \\\n  -H \"Authorization: Bearer $DAYMARK_KEY\"";
    if (!example.body.empty()) text += " \\\n  --json '" + example.body + "'";
    if (!example.file.empty()) text += " \\\n  --data-binary @" + example.file;
    return text;
}

std::string python_example(const Example& example) {
    std::string text = "import json, os, urllib.request\n\nrequest = urllib.request.Request(\n    \"";
    text.append(base_mark).append(path_with(example.path, "\" + os.environ[\"", "\"] + \"", upper)).append("\",\n");
    text += "    method=\"" + example.method + "\",\n";
    if (example.with_key) text += "    headers={\"Authorization\": \"Bearer \" + os.environ[\"DAYMARK_KEY\"]},\n";
    if (!example.body.empty()) text += "    data='" + example.body + "'.encode(),\n";
    if (!example.file.empty()) text += "    data=open(\"" + example.file + "\", \"rb\").read(),\n";
    return text + (example.gives_table ? ")\nprint(urllib.request.urlopen(request).read().decode())"
                                       : ")\nprint(json.load(urllib.request.urlopen(request)))");
}

std::string javascript_example(const Example& example) {
    std::string text = "const { env } = process;\nconst response = await fetch(`";
    text.append(base_mark).append(path_with(example.path, "${env.", "}", upper)).append("`, {\n");
    text += "  method: \"" + example.method + "\",\n";
    if (example.with_key) text += "  headers: { Authorization: `Bearer ${env.DAYMARK_KEY}` },\n";
    if (!example.body.empty()) text += "  body: '" + example.body + "',\n";
    if (!example.file.empty()) text += "  body: (await import(\"node:fs\")).readFileSync(\"" + example.file + "\"),\n";
    return text + (example.gives_table ? "});\nconsole.log(await response.text());"
                                       : "});\nconsole.log(await response.json());");
}

}  // namespace daymark::api
