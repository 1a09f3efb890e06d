# Asks the program about the feature that was clicked: with the plugin as a dialogue, without it as the command to type.
import pathlib
from qgis.core import QgsApplication, QgsProject
from qgis.utils import iface
null = None
question = '@QUESTION@'
values = {@VALUES@}
home = pathlib.Path(QgsProject.instance().homePath())
study = next((str(folder) for folder in (home, *home.parents) if (folder / 'study.toml').is_file()), '')
given = {name: str(value) for name, value in values.items() if value not in (None, '')}
if QgsApplication.processingRegistry().algorithmById('zonewright:' + question):
    import processing
    processing.execAlgorithmDialog('zonewright:' + question, {'STUDY': study, **{name.upper(): value for name, value in given.items()}})
else:
    command = ' '.join(['zonewright', question, study] + ['--%s %s' % (name.replace('_', '-'), value) for name, value in given.items()])
    iface.messageBar().pushMessage('产域 Zonewright', '安装 zonewright 插件后在此直接运行；命令行 / on the command line: ' + command, duration=0)
