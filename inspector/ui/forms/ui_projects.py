# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'projects.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QSizePolicy, QStackedWidget, QVBoxLayout,
    QWidget)
class Ui_Projects(object):
    def setupUi(self, Projects):
        if not Projects.objectName():
            Projects.setObjectName(u"Projects")
        self.page = QVBoxLayout(Projects)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.filters_slot = QWidget(Projects)
        self.filters_slot.setObjectName(u"filters_slot")

        self.page.addWidget(self.filters_slot)

        self.pages = QStackedWidget(Projects)
        self.pages.setObjectName(u"pages")

        self.page.addWidget(self.pages)

        self.page.setStretch(1, 1)

        self.retranslateUi(Projects)
    # setupUi

    def retranslateUi(self, Projects):
        pass
    # retranslateUi

